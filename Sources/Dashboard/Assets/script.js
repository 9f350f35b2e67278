"use strict";
// What a page does beside what it is: it stays up to date, says when it is not, and takes keys.
(() => {
  const root = document.documentElement, body = document.body;
  root.classList.add("scripted");
  const find = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // Time zone: UTC, or the browser's own by ?tz=local, which the browser remembers.
  const url = new URL(location.href);
  let zone = url.searchParams.get("tz");
  try { zone ? localStorage.setItem("tz", zone) : zone = localStorage.getItem("tz"); } catch { }
  let local = zone === "local";
  const clock = (seconds) => new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", ...(seconds ? { second: "2-digit" } : {}) });
  const full = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  const rewrite = (within = document) => {
    for (const time of all("time[datetime]", within)) {
      const at = new Date(time.dateTime);
      time.dataset.utc ??= time.textContent;
      time.title = local ? time.dateTime : "";
      const isToday = at.toDateString() === new Date().toDateString();
      time.textContent = !local ? time.dataset.utc : isToday ? clock("seconds" in time.dataset).format(at) : full.format(at);
    }
    for (const label of all(".chart text[data-at]", within)) {
      label.dataset.utc ??= label.textContent;
      label.textContent = local && label.dataset.utc.includes(":") ? clock(false).format(new Date(label.dataset.at * 1000)) : label.dataset.utc;
    }
    for (const name of all(".zone", within)) name.textContent = local ? Intl.DateTimeFormat().resolvedOptions().timeZone : "UTC";
    const button = find("#tz");
    if (button) button.textContent = local ? "show UTC" : "show local time";
  };
  find("#tz")?.addEventListener("click", () => {
    local = !local;
    try { localStorage.setItem("tz", local ? "local" : "utc"); } catch { }
    rewrite();
  });
  rewrite();

  // Undo, for as long as the server takes it.
  for (const form of all("form[data-until]")) {
    setTimeout(() => form.remove(), Math.max(0, 10000 - 500));
  }
  if (url.searchParams.has("done")) {
    url.searchParams.delete("done");
    history.replaceState(null, "", url);
  }

  // Live: fragments of this same page replace the old ones; nothing is rendered here.
  let chosen = null, loading = false, again = false;
  const key = (row) => find("[data-open]", row)?.getAttribute("href") ?? row.textContent;
  const busy = () => all("main input, main select").some((field) => field === document.activeElement || (field.type === "checkbox" && field.checked !== field.defaultChecked));
  const refresh = async () => {
    if (loading) { again = true; return; }
    loading = true;
    try {
      const response = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (!response.ok) return;
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      document.title = page.title;
      const icon = find("#icon", page);
      if (icon) find("#icon").href = icon.getAttribute("href");
      for (const part of ["nav", "#status"]) {
        const fresh = find(part, page);
        if (fresh) find(part)?.replaceWith(document.adoptNode(fresh));
      }
      if (!busy()) {
        const known = new Set(all("[data-row]").map(key));
        const focused = document.activeElement?.closest?.("[data-live]") ? key(document.activeElement.closest("[data-row]") ?? body) : null;
        for (const fresh of all("[data-live]", page)) {
          const old = document.getElementById(fresh.id);
          if (!old || old.innerHTML === fresh.innerHTML) continue;
          const part = document.adoptNode(fresh);
          for (const row of all("[data-row]", part)) if (!known.has(key(row))) row.classList.add("arrived");
          const opened = all("details", old).map((details) => details.open);
          all("details", part).forEach((details, index) => { details.open = opened[index] ?? false; });
          const scrolled = all(".wide", old).map((frame) => frame.scrollLeft);
          old.replaceWith(part);
          all(".wide", part).forEach((frame, index) => { frame.scrollLeft = scrolled[index] ?? 0; });
        }
        if (chosen) choose(all("[data-row]").findIndex((row) => key(row) === chosen), false);
        if (focused) all("[data-row]").find((row) => key(row) === focused)?.querySelector("a, button")?.focus({ preventScroll: true });
      }
      rewrite();
    } catch { } finally {
      loading = false;
      if (again) { again = false; refresh(); }
    }
  };

  // Where a chart is wider than the screen, the newest end comes first.
  for (const chart of all(".wide > .timeline")) chart.parentElement.scrollLeft = chart.parentElement.scrollWidth;

  // A page that has lost its connection looks so, and says since when.
  const patience = 40000;
  let heard = Date.now(), heardAt = find("#live time")?.dateTime;
  const look = () => {
    const stale = Date.now() - heard > patience;
    if (stale === root.classList.contains("stale")) return;
    root.classList.toggle("stale", stale);
    const live = find("#live");
    if (stale && live) {
      live.replaceChildren("No connection; as of ", Object.assign(document.createElement("time"), { dateTime: heardAt, textContent: (heardAt ?? "").slice(11, 16) }), " UTC");
      rewrite(live);
    } else if (!stale) refresh();
  };
  setInterval(look, 1000);
  const beat = (event) => {
    heard = Date.now();
    if (event.data) heardAt = event.data;
    look();
    const live = find("#live");
    if (live && event.data) {
      const time = Object.assign(document.createElement("time"), { dateTime: event.data, textContent: event.data.slice(11, 19) });
      time.dataset.seconds = "";
      live.replaceChildren("live, ", time, " ", Object.assign(document.createElement("span"), { className: "zone", textContent: "UTC" }));
      rewrite(live);
    }
  };
  if (body.dataset.events && "EventSource" in window) {
    const source = new EventSource(body.dataset.events);
    source.addEventListener("beat", beat);
    source.addEventListener("alert", (event) => { beat({}); refresh(); });
    let last = 0;
    source.addEventListener("change", () => {
      if (Date.now() - last > 15000) { last = Date.now(); refresh(); }
    });
    source.addEventListener("error", () => { heard = Math.min(heard, Date.now() - patience + 5000); });
  }

  // Keys.
  const rows = () => all("[data-row]").filter((row) => row.offsetParent);
  const choose = (index, scrolls = true) => {
    const list = rows();
    for (const row of list) row.classList.remove("chosen");
    const row = list[Math.max(0, Math.min(index, list.length - 1))];
    if (!row || index < 0) return;
    row.classList.add("chosen");
    chosen = key(row);
    if (!scrolls) return;
    row.scrollIntoView({ block: "nearest" });
    find("a, button", row)?.focus({ preventScroll: true });
  };
  const current = () => rows().findIndex((row) => row.classList.contains("chosen"));
  const press = (name) => {
    const row = rows()[current()];
    const control = (row && find(`[data-key="${name}"]`, row)) ?? (row && all("[data-row]").length > 1 ? null : find(`[data-key="${name}"]`));
    control?.click();
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, dialog")) return;
    const actions = {
      j: () => choose(current() + 1), k: () => choose(Math.max(0, current() - 1)),
      o: () => find("[data-open]", rows()[current()] ?? body)?.click(),
      a: () => press("a"), d: () => press("d"), s: () => press("s"),
      u: () => find('[data-key="u"]')?.click(),
      "/": () => find("[data-search]") ? find("[data-search]").focus() : location.assign(`${body.dataset.base}/headlines`),
      "?": () => find("#keys").showModal(),
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
  find("#help")?.addEventListener("click", () => find("#keys").showModal());
})();
