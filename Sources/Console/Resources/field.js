// Keeps what was tapped while there is no network, with its own time, and sends it when there is one. Without this file every button is a
// plain form. Written for old browsers inside chat programs: no modules, nothing that the last ten years did not have.
"use strict";
(function () {
  var body = document.body, words = body.dataset, name = "tocsin." + words.link, sending = false, pause = 0, timer = null, isOver = false;
  var path = location.pathname, marks = {}, touched = 0;

  function stored(key, fallback) {
    try { return JSON.parse(localStorage.getItem(name + key)) || fallback; } catch (e) { return fallback; }
  }
  function store(key, value) {
    try { localStorage.setItem(name + key, JSON.stringify(value)); return true; } catch (e) { return false; }
  }
  // Read anew each time: the same page may be open twice.
  function queue() { return stored(".queue", []); }

  function record() {
    var bytes = new Uint8Array(8), text = "", i;
    if (window.crypto && crypto.getRandomValues) crypto.getRandomValues(bytes);
    else for (i = 0; i < 8; i++) bytes[i] = Math.floor(Math.random() * 256);
    for (i = 0; i < 8; i++) text += (bytes[i] < 16 ? "0" : "") + bytes[i].toString(16);
    return text;
  }

  function fields(form, button) {
    var pairs = [], all = form.querySelectorAll("input"), i;
    for (i = 0; i < all.length; i++) {
      if ((all[i].type === "radio" || all[i].type === "checkbox") && !all[i].checked) continue;
      if (all[i].name) pairs.push([all[i].name, all[i].value]);
    }
    if (button && button.name) pairs.push([button.name, button.value]);
    return pairs;
  }
  function field(pairs, wanted) {
    for (var i = 0; i < pairs.length; i++) if (pairs[i][0] === wanted) return pairs[i][1];
    return "";
  }

  // A tap is kept before anything is sent.
  function keep(pairs) {
    for (var i = 0; i < pairs.length; i++) if (pairs[i][0] === "record") pairs[i][1] = record();
    pairs.push(["at", String(Date.now())]);
    var waiting = queue();
    waiting.push(pairs);
    if (!store(".queue", waiting)) { say(words.full, true); return false; }
    mark(pairs, "kept");
    pause = 0;
    send();
    return true;
  }

  // What became of a tap is shown where it was made, also after the page was exchanged.
  function mark(pairs, state) {
    var door = field(pairs, "household"), deed = field(pairs, "do");
    marks[door || deed] = { state: state, record: deed === "void" ? "" : field(pairs, "record"), text: state === "sent" ? words.sent : state === "kept" ? words.kept : words.refused };
    show();
  }
  function show() {
    var key, rows, i, place;
    for (key in marks) {
      rows = document.querySelectorAll("a[data-door='" + key + "']");
      for (i = 0; i < rows.length; i++) {
        rows[i].className = "row " + marks[key].state;
        place = rows[i].querySelector("span") || rows[i].appendChild(document.createElement("span"));
        place.textContent = marks[key].text;
        if (marks[key].record && marks[key].state !== "refused") rows[i].setAttribute("data-mine", marks[key].record);
      }
      rows = document.querySelectorAll("form.tap");
      for (i = 0; i < rows.length; i++) {
        place = rows[i].querySelector(".mark");
        if (!place || rows[i].querySelector("[name=do]").value !== key) continue;
        place.hidden = false;
        place.textContent = marks[key].text;
      }
    }
    var waiting = queue().length;
    if (isOver) say(words.over, true);
    else if (waiting && pause) say(words.waiting.replace("{n}", waiting), false);
    else say("");
    round();
  }
  function say(text, isLost) {
    var place = document.getElementById("state");
    place.hidden = !text;
    place.textContent = text;
    place.className = isLost ? "lost" : "";
  }

  function send() {
    var waiting = queue();
    if (sending || isOver) return;
    if (!waiting.length) { show(); return; }
    sending = true;
    var pairs = waiting[0], sent = pairs.concat([["now", String(Date.now())], ["script", "1"]]), parts = [], i;
    for (i = 0; i < sent.length; i++) parts.push(encodeURIComponent(sent[i][0]) + "=" + encodeURIComponent(sent[i][1]));
    ask("POST", path, parts.join("&"), function (status, text) {
      sending = false;
      // 422 is what no page of ours sends; sending it again would hold up everything behind it.
      if (status === 200 || status === 422) {
        var left = queue(), isKept = false, i;
        for (i = 0; i < left.length; i++) if (field(left[i], "record") === field(pairs, "record")) { left.splice(i, 1); break; }
        store(".queue", left);
        try { isKept = status === 200 && JSON.parse(text).kept; } catch (e) { isKept = false; }
        pause = 0;
        mark(pairs, isKept ? "sent" : "refused");
        if (left.length) send(); else later(1500);
      } else if (status === 403 || status === 404 || status === 410) {
        isOver = true;
        show();
      } else {
        pause = Math.min(pause ? pause * 2 : 2000, 30000);
        show();
        later(pause);
      }
    });
  }

  function ask(method, address, content, done) {
    var request = new XMLHttpRequest(), isDone = false;
    function end(status, text) { if (!isDone) { isDone = true; done(status, text); } }
    request.open(method, address);
    request.timeout = 20000;
    request.setRequestHeader("Accept", method === "GET" ? "text/html" : "application/json");
    if (content) request.setRequestHeader("Content-Type", "application/x-www-form-urlencoded");
    request.onload = function () { end(request.status, request.responseText); };
    request.onerror = request.ontimeout = request.onabort = function () { end(0, ""); };
    try { request.send(content || null); } catch (e) { end(0, ""); }
  }

  // The list follows what others found and what came by other ways, but never under somebody's finger.
  function refresh() {
    if (queue().length) { send(); return; }
    if (document.hidden || isOver || isBusy()) { later(5000); return; }
    ask("GET", path, null, function (status, text) {
      if (status === 200 && !isBusy() && !queue().length) {
        var fresh = new DOMParser().parseFromString(text, "text/html").getElementById("page");
        if (fresh) { exchange(fresh); marks = {}; }
        pause = 0;
      } else if (status === 403 || status === 404 || status === 410) isOver = true;
      show();
      later(15000);
    });
  }
  function exchange(fresh) {
    var page = document.getElementById("page"), open = page.querySelector("#round"), isOpen = open && open.open;
    page.innerHTML = fresh.innerHTML;
    open = page.querySelector("#round");
    if (open && isOpen) open.open = true;
  }
  function isBusy() {
    var sheet = document.getElementById("sheet"), focus = document.activeElement;
    if ((sheet && !sheet.hidden) || (focus && focus.tagName === "INPUT")) return true;
    // What somebody is filling in is left alone for a while, a round that is under way until it ends.
    return !!document.querySelector("details[open] form") && (Date.now() - touched < 60000 || !!stored(".round", null));
  }
  function later(after) { clearTimeout(timer); timer = setTimeout(function () { if (queue().length) send(); else refresh(); }, after); }

  // A round is begun and ended on the phone; it is sent when it is over.
  function round() {
    var going = stored(".round", null), begin = document.getElementById("begin"), end = document.getElementById("end");
    if (!begin || !going) return;
    begin.hidden = true;
    end.hidden = false;
    end.querySelector("[name=means]").value = going.means;
    end.querySelector("[name=started]").value = going.at;
  }

  document.addEventListener("input", function () { touched = Date.now(); });
  document.addEventListener("click", function (event) {
    touched = Date.now();
    var target = event.target, row = target;
    if (target.id === "sheet" || target.id === "shut") { close(); return; }
    while (row && !(row.tagName === "A" && row.hasAttribute("data-door"))) row = row.parentElement;
    if (!row) return;
    event.preventDefault();
    var sheet = document.getElementById("sheet"), persons = sheet.querySelector(".persons"), mine = row.getAttribute("data-mine");
    document.getElementById("which").textContent = row.querySelector("b").textContent;
    sheet.querySelector("[name=household]").value = row.getAttribute("data-door");
    if (persons) persons.hidden = !row.hasAttribute("data-persons");
    document.getElementById("undo").hidden = !mine;
    sheet.querySelector("[name=void]").value = mine || "";
    sheet.hidden = false;
  });
  function close() { document.getElementById("sheet").hidden = true; }

  var pressed = null;
  document.addEventListener("click", function (event) {
    var button = event.target;
    while (button && button.tagName !== "BUTTON") button = button.parentElement;
    pressed = button;
  }, true);
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.className !== "tap") return;
    event.preventDefault();
    var pairs = fields(form, pressed && form.contains(pressed) ? pressed : null), deed = field(pairs, "do");
    if (deed === "begin") {
      store(".round", { means: field(pairs, "means"), at: Date.now() });
      show();
      return;
    }
    if (deed === "void") {
      var sheet = document.getElementById("sheet"), isOfSheet = sheet && sheet.contains(form);
      pairs.push(["household", isOfSheet ? sheet.querySelector("[name=household]").value : ""]);
    }
    if (!keep(pairs)) return;
    if (deed === "round") {
      store(".round", null);
      document.getElementById("begin").hidden = false;
      document.getElementById("end").hidden = true;
    }
    var panel = document.getElementById("sheet");
    if (panel && panel.contains(form)) close();
  });

  window.addEventListener("online", function () { pause = 0; later(0); });
  document.addEventListener("visibilitychange", function () { if (!document.hidden) later(300); });
  for (var i = 0, waiting = queue(); i < waiting.length; i++) mark(waiting[i], "kept");
  show();
  later(queue().length ? 0 : 15000);
})();
