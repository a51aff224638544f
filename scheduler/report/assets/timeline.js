// The timeline: people in rows by team, on an axis of real time. A day on
// which clocks change is as long as it is, 23 or 25 hours.

const VIEW = { zone: DATA.zones[DATA.home], zoom: DATA.days > 7 ? "week" : "period", page: 0,
  team: "", queue: "", skill: "", person: "" };

// The dates shown: first and last number among a zone's midnights.
function extent(zone) {
  let low = Infinity, high = -Infinity;
  for (const person of DATA.people) {
    for (const bar of person.bars) {
      if (bar[0] < low) low = bar[0];
      if (bar[1] > high) high = bar[1];
    }
  }
  const last = zone.midnights.length - 1;
  let from = zone.first, to = zone.first + DATA.days;
  while (from > 0 && zone.midnights[from] > low) from--;
  while (to < last && zone.midnights[to] < high) to++;
  return [from, to];
}

// Pages of a zoom, each [first, after last] midnight number.
function pages(zone, zoom) {
  const [from, to] = extent(zone);
  if (zoom === "period") return [[from, to]];
  const step = zoom === "week" ? 7 : 1, found = [];
  for (let day = zone.first; day < zone.first + DATA.days; day += step) {
    found.push([day, Math.min(day + step, zone.first + DATA.days)]);
  }
  if (zoom === "day") {
    if (from < zone.first) found.unshift([from, zone.first]);
    if (to > zone.first + DATA.days) found.push([zone.first + DATA.days, to]);
  } else {
    found[0][0] = from;
    found[found.length - 1][1] = to;
  }
  return found;
}

function range(zone, [from, to]) {
  return { start: zone.midnights[from], end: zone.midnights[to], from, to };
}

function place(shown, start, end) {
  const length = shown.end - shown.start;
  const left = Math.max(start, shown.start), right = Math.min(end, shown.end);
  return { left: 100 * (left - shown.start) / length + "%", width: 100 * (right - left) / length + "%" };
}

// Nights as one background, midnights as lines upon it.
function shading(zone, shown) {
  const length = shown.end - shown.start, stops = [];
  const at = (instant) => (100 * (instant - shown.start) / length).toFixed(3) + "%";
  for (const [start, end] of zone.nights) {
    if (end <= shown.start || start >= shown.end) continue;
    const from = at(Math.max(start, shown.start)), to = at(Math.min(end, shown.end));
    stops.push("transparent " + from, "var(--night) " + from, "var(--night) " + to, "transparent " + to);
  }
  return stops.length ? "linear-gradient(90deg, transparent 0, " + stops.join(", ") + ", transparent 100%)" : "none";
}

function axis(zone, shown, zoom) {
  const lane = make("div", { class: "lane axis" });
  const days = shown.to - shown.from;
  for (let n = shown.from; n < shown.to; n++) {
    const start = zone.midnights[n], end = zone.midnights[n + 1];
    const { day } = local(zone, start);
    const change = zone.changes.find(([at]) => at >= start && at < end);
    const label = make("div", { class: "date" + (change ? " change" : ""), style: place(shown, start, end) },
      make("span", { text: days > 14 ? dayText(day).replace(/^(..)./, "$1") : dayText(day, days <= 10) }));
    if (change) {
      label.append(make("small", { text: changeText(change[1], days > 14), title: "The clocks of " + zone.name + " change at " + clockText(local(zone, change[0]).minute) }));
    }
    lane.append(label);
    const every = zoom === "day" ? 2 : zoom === "week" ? 6 : 0;
    for (let hour = every; every && hour < 24; hour += every) {
      const at = instantAt(zone, day, hour * 60);
      lane.append(make("i", { class: "hour", style: { left: place(shown, at, at).left }, "data-hour": hour }));
    }
  }
  return make("div", { class: "line head" }, make("div", { class: "who quiet", text: zone.name }), lane);
}

// The instant of a wall time: the first where there are two, and moved on
// where the clocks skip it.
function instantAt(zone, day, minute) {
  const wall = day * DAY + minute - ORIGIN;
  const tried = [wall - offsetOf(zone, wall - DAY), wall - offsetOf(zone, wall + DAY)];
  return tried.find((at) => local(zone, at).minute === minute) ?? tried[0];
}

function grid(zone, shown) {
  const lines = make("div", { class: "grid", "aria-hidden": "true" });
  for (let n = shown.from; n <= shown.to; n++) {
    lines.append(make("i", { style: { left: place(shown, zone.midnights[n], zone.midnights[n]).left } }));
  }
  for (const [at] of zone.changes) {
    if (at > shown.start && at < shown.end) lines.append(make("i", { class: "change", style: { left: place(shown, at, at).left } }));
  }
  const now = Date.now() / 60000 - ORIGIN;
  if (now > shown.start && now < shown.end) lines.append(make("i", { class: "now", style: { left: place(shown, now, now).left } }));
  for (const each of DATA.exchanges) {
    if (each[1] >= shown.start && each[1] < shown.end && (VIEW.queue === "" || +VIEW.queue === each[0])) {
      lines.append(make("i", { class: "exchange" + (each[5] ? " lacking" : ""), style: place(shown, each[1], each[2]) }));
    }
  }
  return lines;
}

function visiblePeople() {
  const name = VIEW.person.trim().toLowerCase();
  return DATA.people.filter((person) =>
    (VIEW.team === "" || DATA.groups[person.group].team === VIEW.team)
    && (VIEW.skill === "" || person.skills.includes(VIEW.skill))
    && (!name || person.name.toLowerCase().includes(name))
    && (VIEW.queue === "" || person.bars.some((bar) => bar[5].some((b) => b[3] === +VIEW.queue))));
}

function barElement(person, bar, zone, shown, zoom) {
  const element = make("button", { type: "button", class: "bar", tabindex: -1, style: place(shown, bar[0], bar[1]),
    "data-start": bar[0], "aria-label": barLabel(person, bar, zone) });
  const length = bar[1] - bar[0];
  const inside = (start, end) => ({ left: 100 * (start - bar[0]) / length + "%", width: 100 * (end - start) / length + "%" });
  for (const block of bar[5]) {
    const dim = VIEW.queue !== "" && block[3] !== +VIEW.queue ? " dim" : "";
    element.append(make("span", { class: "block " + blockClass(block) + dim, style: inside(block[1], block[2]) },
      zoom === "day" && !"bf".includes(block[0]) ? make("b", { text: blockName(block) }) : null));
  }
  const text = timesFor(bar, zone, shown, zoom);
  if (text) element.append(make("span", { class: "times", text }));
  if (bar[6].some(([, , hard]) => hard)) element.classList.add("broken");
  cardOn(element, () => dutyCard(person, bar, VIEW.zone));
  return element;
}

// The times of a bar, or its start alone, where there is room for them.
function timesFor(bar, zone, shown, zoom) {
  const least = { day: 960, week: 832, period: 42 * (shown.to - shown.from) }[zoom];
  const wide = Math.max(least, $("lines").clientWidth - 176) * (bar[1] - bar[0]) / (shown.end - shown.start);
  const whole = briefText(zone, bar[0], bar[1]);
  return [whole, whole.split("–")[0]].find((text) => text.length * 6.6 + 5 < wide) || "";
}

function barLabel(person, bar, zone) {
  const blocks = bar[5].filter((b) => !"bf".includes(b[0])).map(blockName);
  return person.name + ", " + spanText(zone, bar[0], bar[1]) + (blocks.length ? ": " + [...new Set(blocks)].join(", ") : "");
}

function lines(people, zone, shown, zoom) {
  const found = [axis(zone, shown, zoom)];
  const handovers = DATA.exchanges.filter((e) => e[1] >= shown.start && e[1] < shown.end
    && (VIEW.queue === "" || +VIEW.queue === e[0]));
  if (handovers.length) found.push(exchangeLine(handovers, zone, shown));
  let group = -1;
  const shades = DATA.zones.map((each) => shading(each, shown));
  for (const person of [...people].sort((a, b) => a.group - b.group)) {
    if (person.group !== group) {
      group = person.group;
      const { team, zone: own } = DATA.groups[group];
      const background = { backgroundImage: shades[own] };
      const lane = make("div", { class: "lane", style: background }, ...changeMarks(DATA.zones[own], shown));
      found.push(make("div", { class: "line group" },
        make("div", { class: "who" }, make("strong", { text: team || "no team" }), make("small", { text: DATA.zones[own].name })),
        lane));
    }
    const lane = make("div", { class: "lane", style: { backgroundImage: shades[person.zone] } });
    for (const [start, end] of person.away) {
      if (end > shown.start && start < shown.end) lane.append(make("i", { class: "away", title: person.name + " is away", style: place(shown, start, end) }));
    }
    for (const bar of person.bars) {
      if (bar[1] > shown.start && bar[0] < shown.end) lane.append(barElement(person, bar, zone, shown, zoom));
    }
    found.push(make("div", { class: "line", "data-person": person.name }, make("div", { class: "who", text: person.name }), lane));
  }
  return found;
}

// The clock changes of a team's own zone, whatever zone is looked at.
function changeMarks(zone, shown) {
  return zone.changes.filter(([at]) => at > shown.start && at < shown.end).map(([at, by]) =>
    make("small", { class: "turn", style: { left: place(shown, at, at).left }, text: changeText(by),
      title: "The clocks of " + zone.name + " change, " + dayText(local(zone, at).day, true) }));
}

function changeText(by, brief = false) {
  return (brief ? "" : "clocks ") + (by > 0 ? "+" : "−") + hoursText(Math.abs(by));
}

function exchangeLine(handovers, zone, shown) {
  const lane = make("div", { class: "lane" });
  for (const each of handovers) {
    const mark = make("button", { type: "button", class: "swap" + (each[5] ? " lacking" : ""), tabindex: -1,
      style: { left: place(shown, each[1], each[1]).left }, text: each[5] ? "!" : "⇄",
      "aria-label": "Hand-over of " + DATA.queues[each[0]] + ", " + spanText(zone, each[1], each[2]) });
    cardOn(mark, () => exchangeCard(each));
    lane.append(mark);
  }
  return make("div", { class: "line swaps" }, make("div", { class: "who quiet", text: "hand-overs" }), lane);
}

function exchangeCard(each) {
  const names = (people) => people.map((p) => DATA.people[p].name).join(", ") || "nobody";
  const same = String(each[3]) === String(each[4]);
  return [make("h3", { text: "Hand-over of " + DATA.queues[each[0]] }),
    make("p", { text: spanText(VIEW.zone, each[1], each[2]) + " " + VIEW.zone.name }),
    make("p", { text: same ? "there: " + names(each[3]) : "from " + names(each[3]) }),
    same ? null : make("p", { text: "to " + names(each[4]) }),
    each[5] ? make("p", { class: "bad", text: each[5] }) : null].filter(Boolean);
}

function drawTimeline() {
  const all = pages(VIEW.zone, VIEW.zoom);
  VIEW.page = Math.max(0, Math.min(VIEW.page, all.length - 1));
  const shown = range(VIEW.zone, all[VIEW.page]);
  const people = visiblePeople();
  const chart = make("div", { class: "chart " + VIEW.zoom, style: { "--days": shown.to - shown.from } });
  chart.style.setProperty("--days", shown.to - shown.from);
  chart.append(...lines(people, VIEW.zone, shown, VIEW.zoom), grid(VIEW.zone, shown));
  refill($("lines"), chart);
  const first = chart.querySelector(".bar");
  if (first) first.tabIndex = 0;
  refill($("lines-table"), timelineTable(people, VIEW.zone, shown));
  $("shown").textContent = shownText(shown);
  $("before").disabled = VIEW.page === 0;
  $("after").disabled = VIEW.page === all.length - 1;
  $("timeline-note").textContent = plural(people.length, "person", "people")
    + (people.length < DATA.people.length ? " of " + DATA.people.length : "") + ". Nights, from 22:00 to 06:00 in each team’s own zone, are shaded.";
  return shown;
}

function shownText(shown) {
  const first = local(VIEW.zone, shown.start).day, last = local(VIEW.zone, shown.end - 1).day;
  return first === last ? dayText(first, true) : dayText(first, true) + " – " + dayText(last, true);
}

function timelineTable(people, zone, shown) {
  const columns = [{ name: "Person" }];
  for (let n = shown.from; n < shown.to; n++) columns.push({ name: dayText(local(zone, zone.midnights[n]).day, true) });
  const rows = people.map((person) => {
    const cells = [person.name];
    for (let n = shown.from; n < shown.to; n++) {
      const here = person.bars.filter((bar) => bar[0] >= zone.midnights[n] && bar[0] < zone.midnights[n + 1]);
      cells.push(here.map((bar) => spanText(zone, bar[0], bar[1], false) + " "
        + [...new Set(bar[5].filter((b) => !"bf".includes(b[0])).map(blockName))].join(", ")).join("; "));
    }
    return cells;
  });
  return table("Who works when, on the clock of " + zone.name, columns, rows);
}

// Arrow keys: along a row, and to the nearest duty of the next one.
function moveFocus(event) {
  const bar = event.target.closest(".bar");
  if (!bar || !["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"].includes(event.key)) return;
  event.preventDefault();
  const row = [...bar.parentElement.querySelectorAll(".bar")], at = row.indexOf(bar);
  let next = null;
  if (event.key === "ArrowLeft") next = row[at - 1];
  if (event.key === "ArrowRight") next = row[at + 1];
  if (event.key === "Home") next = row[0];
  if (event.key === "End") next = row[row.length - 1];
  if (event.key === "ArrowUp" || event.key === "ArrowDown") {
    let line = bar.closest(".line");
    do line = event.key === "ArrowUp" ? line.previousElementSibling : line.nextElementSibling;
    while (line && !line.querySelector(".bar"));
    const near = line ? [...line.querySelectorAll(".bar")] : [];
    near.sort((a, b) => Math.abs(a.dataset.start - bar.dataset.start) - Math.abs(b.dataset.start - bar.dataset.start));
    next = near[0];
  }
  if (!next) return;
  bar.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
  next.scrollIntoView({ block: "nearest", inline: "nearest" });
}
