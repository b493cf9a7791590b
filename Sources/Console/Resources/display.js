// A screen on a wall: asks for commands, shows them in turn, and answers as a display device does. It goes on by itself whatever
// happens to the network, the service or the power.
"use strict";
(() => {
  const body = document.body, device = body.dataset.device;
  const token = new URLSearchParams(location.search).get("token") || "";
  const headers = { Authorization: "Bearer " + token, "Content-Type": "application/json" };
  const colours = Object.fromEntries(body.dataset.colours.split(";").map(pair => pair.split("=")));
  const stage = document.getElementById("stage"), calm = document.getElementById("headline").textContent;
  let shown = [], turn = 0, since = null, lost = null, answers = new Map();

  // Times are shown by the community's clock, whatever zone this machine is set to.
  let zoneMinutes = -new Date().getTimezoneOffset();
  const local = moment => new Date(moment.getTime() + zoneMinutes * 60000).toISOString();
  const now = () => new Date().toISOString();
  async function post(path, message) {
    const answer = await fetch("/display/" + device + "/" + path, { method: "POST", headers, body: JSON.stringify(message) });
    if (!answer.ok && answer.status !== 422) throw new Error(String(answer.status));
  }

  async function answer(command, what) {
    const key = command.delivery + " " + what;
    if (answers.has(key)) return;
    answers.set(key, true);
    try { await post("receipts", { v: 1, delivery: command.delivery, stage: what, at: now() }); } catch { answers.delete(key); }
  }

  const rank = { planned: 0, dispatched: 1, delivered: 2, presented: 3, confirmed: 4, told: 5 };
  async function ask() {
    try {
      const reply = await fetch("/display/" + device + "/commands", { headers, cache: "no-store" });
      if (!reply.ok) throw new Error(String(reply.status));
      const { at, commands } = await reply.json();
      const zone = /([+-])(\d\d):(\d\d)$/.exec(at);
      if (zone) zoneMinutes = (zone[1] === "-" ? -1 : 1) * (Number(zone[2]) * 60 + Number(zone[3]));
      if (!since || lost) { await post("status", { v: 1, state: "online", at: now(), kind: "display", firmware: "browser", faults: [] }); }
      since ??= new Date(); if (lost) { since = new Date(); lost = null; }
      await follow(commands);
    } catch { lost ??= new Date(); }
    link();
  }

  async function follow(commands) {
    for (const command of commands) {
      if (command.action === "check") await answer(command, "delivered");
      if (command.action === "withdraw") await answer(command, "withdrawn");
    }
    const fresh = commands.filter(command => command.action === "present");
    for (const command of fresh) if (rank[command.stage] < rank.delivered) await answer(command, "delivered");
    const before = shown.map(command => command.delivery).join();
    shown = fresh;
    if (before !== shown.map(command => command.delivery).join()) { turn = 0; show(); }
  }

  // What was painted is presented; the frame after the next is surely on the screen.
  function painted(command) {
    requestAnimationFrame(() => requestAnimationFrame(() => { if (rank[command.stage] < rank.presented) answer(command, "presented"); }));
  }

  function put(id, text) { document.getElementById(id).textContent = text; }
  function show() {
    const command = shown[turn % Math.max(shown.length, 1)];
    stage.className = command ? (command.colour || "none") + (command.status === "Actual" ? "" : " exercise") : "calm";
    put("headline", command ? command.headline : calm);
    put("mark", command ? [command.status === "Actual" ? "" : body.dataset.drill, command.colour ? colours[command.colour] : "", command.event].filter(Boolean).join("　") : "");
    put("text", command ? command.text : "");
    put("meta", command ? command.issuer + "　" + body.dataset.until + " " + command.expires.slice(5, 16).replace("T", " ") : "");
    put("pages", shown.length > 1 ? (turn % shown.length + 1) + " / " + shown.length : "");
    stage.dataset.length = command ? (command.text.length > 120 ? "long" : command.text.length > 50 ? "middle" : "short") : "short";
    if (command) painted(command);
  }

  function link() {
    const element = document.getElementById("link");
    const time = moment => local(moment).slice(5, 16).replace("T", " ");
    element.className = lost ? "lost" : "";
    element.textContent = lost ? body.dataset.lost + " " + time(lost) : since ? element.dataset.since + " " + time(since) : element.textContent;
  }

  setInterval(() => put("clock", local(new Date()).slice(11, 19)), 1000);
  setInterval(() => { if (shown.length > 1) { turn++; show(); } else if (shown.length === 1 && rank[shown[0].stage] < rank.presented) painted(shown[0]); }, 8000);
  // A screen says from time to time that it is there; what changes in between is noticed by asking.
  setInterval(() => { if (!lost) post("status", { v: 1, state: "online", at: now(), kind: "display", firmware: "browser", faults: [] }).catch(() => {}); }, 60000);
  (async function forever() { for (;;) { await ask(); await new Promise(done => setTimeout(done, 2000)); } })();
  if (navigator.wakeLock) navigator.wakeLock.request("screen").catch(() => {});
})();
