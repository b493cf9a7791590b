// Keeps a page up to date and makes itself heard. Without it every page still works; it only has to be loaded again by hand.
"use strict";
(() => {
  const body = document.body;
  const kinds = (body.dataset.live || "").split(" ").filter(Boolean);

  // The parts of a page that changed are exchanged; whatever somebody is typing in stays.
  let loading = false, again = false;
  async function refresh() {
    if (loading) { again = true; return; }
    loading = true;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
      if (answer.redirected && new URL(answer.url).pathname === "/login") { location.assign(answer.url); return; }
      if (answer.ok) exchange(new DOMParser().parseFromString(await answer.text(), "text/html"));
      stale(!answer.ok);
    } catch { stale(true); }
    loading = false;
    if (again) { again = false; setTimeout(refresh, 1000); }
  }

  function exchange(fresh) {
    if (fresh.body.dataset.form !== body.dataset.form && !body.querySelector("form:focus-within")) body.dataset.form = fresh.body.dataset.form;
    const main = document.getElementById("main"), newMain = fresh.getElementById("main");
    const ids = [...main.querySelectorAll("[data-part]")].map(part => part.id).join();
    const newIDs = [...newMain.querySelectorAll("[data-part]")].map(part => part.id).join();
    if (ids !== newIDs) {
      main.replaceChildren(...newMain.childNodes);
      document.dispatchEvent(new Event("exchanged"));
    } else {
      for (const part of newMain.querySelectorAll("[data-part]")) {
        const old = document.getElementById(part.id);
        if (old.outerHTML === part.outerHTML) continue;
        const focus = old.contains(document.activeElement) ? document.activeElement.id : null;
        if (old.querySelector("input:focus, textarea:focus, select:focus") || isFilledIn(old)) continue;
        for (const details of old.querySelectorAll("details[id]")) {
          const same = part.querySelector("#" + CSS.escape(details.id));
          if (same) same.open = details.open;
        }
        old.replaceWith(part);
        if (focus) document.getElementById(focus)?.focus();
      }
    }
    exchangeHelp(fresh);
    document.title = plainTitle = fresh.title;
    alarm();
  }

  // What somebody has ticked or chosen and not sent yet stays as it is.
  function isFilledIn(part) {
    return [...part.querySelectorAll("input, select, textarea")].some(field =>
      field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked
        : field.tagName === "SELECT" ? [...field.options].some(option => option.selected !== option.defaultSelected && field.selectedIndex > 0)
          : field.type !== "hidden" && field.value !== field.defaultValue);
  }

  // Calls for help stand above every page.
  function exchangeHelp(fresh) {
    const old = document.getElementById("help"), now = fresh.getElementById("help");
    if (old && now && old.outerHTML !== now.outerHTML) old.replaceWith(now);
  }
  async function refreshHelp() {
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
      if (answer.ok && !answer.redirected) exchangeHelp(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch { /* the next event tries again */ }
  }

  function stale(isStale) {
    let note = document.getElementById("stale");
    if (!isStale) { note?.remove(); return; }
    if (note) return;
    note = document.createElement("p");
    note.id = "stale"; note.setAttribute("role", "status"); note.textContent = body.dataset.stale;
    body.prepend(note);
  }

  // Events come as they happen; the page follows at most once a second.
  let due = null;
  const soon = () => { due ??= setTimeout(() => { due = null; refresh(); }, 900); };
  let source = null, broken = false;
  function listen() {
    source = new EventSource("/api/v1/events");
    for (const kind of [...kinds, "resync"]) source.addEventListener(kind, event => {
      document.dispatchEvent(new CustomEvent("live", { detail: { kind, data: event.data } }));
      soon();
    });
    if (!kinds.includes("task")) source.addEventListener("task", event => { if (event.data.includes('"help"')) refreshHelp(); });
    source.onerror = () => { broken = true; if (kinds.length) stale(true); };
    source.onopen = () => { stale(false); if (broken) { broken = false; if (kinds.length) soon(); else refreshHelp(); } };
  }
  if (kinds.length) {
    listen();
    // What time alone changes, and what an event may have missed.
    setInterval(soon, 30000);
  } else if ("watch" in body.dataset) {
    // A page that only waits for calls for help needs no connection while nobody looks at it; browsers have few.
    const follow = () => {
      if (document.hidden) { source?.close(); source = null; } else if (!source) { broken = true; listen(); }
    };
    document.addEventListener("visibilitychange", follow);
    if (!document.hidden) listen();
  }

  // Clocks to deadlines run between two refreshes by the server's time.
  const loaded = performance.now();
  setInterval(() => {
    for (const clock of document.querySelectorAll("[data-until]")) {
      clock.dataset.seen ??= String(performance.now());
      const now = Number(clock.dataset.now) + performance.now() - Number(clock.dataset.seen);
      const left = Number(clock.dataset.until) - now;
      const seconds = Math.floor(Math.abs(left) / 1000), two = n => String(n).padStart(2, "0");
      const text = (seconds >= 3600 ? Math.floor(seconds / 3600) + ":" : "") + (seconds >= 3600 ? two(Math.floor(seconds / 60) % 60) : Math.floor(seconds / 60)) + ":" + two(seconds % 60);
      clock.textContent = ((left < 0 ? clock.dataset.over : clock.dataset.left) + " " + text).trim();
      clock.classList.toggle("bad", left < 0);
      clock.classList.toggle("warn", left >= 0 && left < 60000);
    }
  }, 250);

  // An alert that nobody has acknowledged sounds and changes the title of the tab.
  let plainTitle = document.title, context = null, ringing = null, flip = false;
  function alarm() {
    const banner = document.querySelector("[data-alarm]");
    const button = document.querySelector("[data-sound]");
    if (!banner) {
      clearInterval(ringing); ringing = null; document.title = plainTitle;
      return;
    }
    if (button) button.hidden = context !== null && context.state === "running";
    ringing ??= setInterval(() => { ring(); flip = !flip; document.title = flip ? "⚠ " + document.querySelector("[data-alarm]")?.dataset.title : plainTitle; }, 1500);
    ring();
  }
  function ring() {
    if (!document.querySelector("[data-alarm]")) return alarm();
    // Browsers let nothing sound before somebody has touched the page.
    if (!context && navigator.userActivation && !navigator.userActivation.hasBeenActive) return;
    try { context ??= new AudioContext(); } catch { return; }
    if (context.state !== "running") { context.resume().catch(() => {}); return; }
    const start = context.currentTime;
    for (const [offset, pitch] of [[0, 880], [0.25, 660], [0.5, 880]]) {
      const tone = context.createOscillator(), level = context.createGain();
      tone.frequency.value = pitch; tone.type = "square";
      level.gain.setValueAtTime(0.0001, start + offset);
      level.gain.exponentialRampToValueAtTime(0.25, start + offset + 0.02);
      level.gain.exponentialRampToValueAtTime(0.0001, start + offset + 0.22);
      tone.connect(level).connect(context.destination);
      tone.start(start + offset); tone.stop(start + offset + 0.24);
    }
  }
  document.addEventListener("pointerdown", () => { context?.resume().catch(() => {}); }, { passive: true });
  document.addEventListener("keydown", () => { context?.resume().catch(() => {}); });
  document.addEventListener("click", event => {
    if (event.target.closest("[data-sound]")) { context ??= new AudioContext(); context.resume().then(() => { alarm(); }); }
    if (event.target.closest("[data-print]")) window.print();
  });
  alarm();
})();
