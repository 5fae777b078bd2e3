(function () {
  "use strict";
  var form = document.getElementById("filters");
  var shown = document.getElementById("shown");
  var items = Array.prototype.slice.call(document.querySelectorAll(".item"));
  var pauses = Array.prototype.slice.call(document.querySelectorAll(".open, .block"));
  var sections = Array.prototype.slice.call(document.querySelectorAll(".of-day"));
  var times = Array.prototype.slice.call(document.querySelectorAll(".when"));

  function control(name) { return form.elements[name]; }

  /* The number of the chosen option among those of its list, or "" for all. */
  function chosen(name) {
    var list = control(name);
    return list && list.value !== "" ? list.selectedOptions[0].dataset.n : "";
  }

  function has(list, number) {
    return number === "" || (" " + (list || "") + " ").indexOf(" " + number + " ") >= 0;
  }

  function filter() {
    var person = chosen("person"), track = chosen("track"), all = person === "" && track === "", n = 0;
    items.forEach(function (item) {
      item.hidden = !has(item.dataset.people, person) || !has(item.dataset.tracks, track);
      n += !item.hidden;
    });
    pauses.forEach(function (pause) { pause.hidden = !all; });
    sections.forEach(function (day) { day.hidden = !all && !day.querySelector(".item:not([hidden])"); });
    document.getElementById("agenda").classList.toggle("filtered", !all);
    shown.textContent = all ? "" : "Showing " + n + " of " + items.length + " items";
  }

  function days(date) { return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 864e5; }

  function clock(date) { return date.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }); }

  function shift(date, day) {
    var by = days(date) - Date.parse(day) / 864e5;
    return by ? " (" + (by > 0 ? "+" : "−") + Math.abs(by) + " d)" : "";
  }

  /* "18:00–18:30", on another day than the page's "01:00–01:30 (+1 d)". */
  function localTimes(times, day) {
    var start = new Date(times[0].dateTime), end = new Date(times[1].dateTime), mark = shift(start, day);
    return clock(start) + (mark === shift(end, day) ? "" : mark) + "–" + clock(end) + shift(end, day);
  }

  function showLocal() {
    var on = control("local").checked;
    times.forEach(function (when) {
      var old = when.querySelector(".local"), both = when.querySelectorAll("time"), span;
      if (old) { old.remove(); }
      if (!on) { return; }
      span = document.createElement("span");
      span.className = "local";
      span.textContent = localTimes(both, when.closest("[data-date]").dataset.date) + " for you";
      when.appendChild(span);
    });
  }

  function showNow() {
    var now = Date.now(), placed = false;
    document.querySelectorAll(".line").forEach(function (line) { line.remove(); });
    items.forEach(function (item) {
      var both = item.querySelectorAll(".when time"), start = Date.parse(both[0].dateTime), end = Date.parse(both[1].dateTime), line;
      item.classList.toggle("is-now", start <= now && now < end);
      if (!placed && now < end && item.parentNode.dataset.end > now / 6e4 && item.parentNode.dataset.start <= now / 6e4) {
        line = document.createElement("li");
        line.className = "line";
        line.textContent = "Now";
        item.parentNode.insertBefore(line, item);
        placed = true;
      }
    });
  }

  /* "#person=wil&track=dev&local=1": a link to what is shown. Other anchors are left alone. */
  function read() {
    var hash = location.hash.slice(1);
    if (hash.indexOf("=") < 0) { return; }
    var wanted = new URLSearchParams(hash);
    ["person", "track"].forEach(function (name) {
      if (control(name)) { control(name).value = wanted.get(name) || ""; }
      if (control(name) && control(name).selectedIndex < 0) { control(name).selectedIndex = 0; }
    });
    control("local").checked = wanted.get("local") === "1";
  }

  function write() {
    var wanted = new URLSearchParams();
    ["person", "track"].forEach(function (name) {
      if (control(name) && control(name).value) { wanted.set(name, control(name).value); }
    });
    if (control("local").checked) { wanted.set("local", "1"); }
    history.replaceState(null, "", wanted.toString() ? "#" + wanted : location.pathname + location.search);
  }

  function show() { filter(); showLocal(); }

  if (items.length === 0) { return; }
  document.getElementById("zone").textContent = " (" + Intl.DateTimeFormat().resolvedOptions().timeZone + ")";
  form.hidden = false;
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("change", function () { show(); write(); });
  window.addEventListener("hashchange", function () { read(); show(); });
  read();
  show();
  showNow();
  setInterval(showNow, 60000);
})();
