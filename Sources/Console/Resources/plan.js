// Draws the homes on the plan: one path for each grade, however many there are.
"use strict";
(() => {
  const svgNamespace = "http://www.w3.org/2000/svg";
  const classes = { "0": "missing", "?": "unknown", "1": "sent", "2": "reached", "3": "confirmed", "4": "confirmed" };
  let homes = null, drawing = false, again = false;

  async function text(path) {
    const answer = await fetch(path, { cache: "no-store" });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.text();
  }

  async function draw() {
    const map = document.querySelector("svg.map[data-homes]");
    if (!map) return;
    if (drawing) { again = true; return; }
    drawing = true;
    try {
      homes ??= (await text(map.dataset.homes)).split(" ");
      const grades = await text(map.dataset.grades);
      const parts = {};
      for (let index = 0; index < homes.length && index < grades.length; index++) {
        const name = classes[grades[index]];
        if (!name || homes[index] === ",") continue;
        (parts[name] ??= []).push("M" + homes[index] + "h0");
      }
      const group = map.querySelector(".homes");
      const size = Math.max(1.6, Math.min(7, Math.sqrt(map.viewBox.baseVal.width * map.viewBox.baseVal.height / Math.max(homes.length, 1)) / 3));
      for (const name of ["confirmed", "reached", "sent", "unknown", "missing"]) {
        let path = group.querySelector("." + name);
        if (!path) { path = document.createElementNS(svgNamespace, "path"); path.setAttribute("class", "dots " + name); group.append(path); }
        path.setAttribute("d", (parts[name] || []).join(""));
        path.setAttribute("stroke-width", String(name === "missing" || name === "unknown" ? size * 1.5 : size));
      }
    } catch { /* the next event draws again */ }
    drawing = false;
    if (again) { again = false; setTimeout(draw, 1500); }
  }

  let due = null;
  document.addEventListener("live", event => { if (event.detail.kind !== "device") due ??= setTimeout(() => { due = null; draw(); }, 1000); });
  document.addEventListener("exchanged", draw);
  draw();
})();
