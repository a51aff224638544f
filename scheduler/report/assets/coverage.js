// Coverage: a strip per queue and account, and what is behind each gap.

const STATES = { m: ["must", "below what must be"], s: ["short", "below least"], l: ["low", "below wanted"],
  o: ["over", "more than most"], t: ["met", "as asked"] };
function askedText(cell) {
  const parts = [];
  if (cell[3]) parts.push("least " + cell[3]);
  if (cell[4]) parts.push("wanted " + cell[4]);
  if (cell[6] >= 0) parts.push("at most " + cell[6]);
  return numberText(cell[2]) + " there, " + parts.join(", ");
}

function strip(row, number, zone, shown) {
  const lane = make("div", { class: "strip" });
  for (const cell of row.cells) {
    if (cell[1] <= shown.start || cell[0] >= shown.end) continue;
    const state = cell[5];
    const element = make("i", { class: "cell " + STATES[state][0], style: place(shown, cell[0], cell[1]),
      title: row.name + ", " + spanText(zone, cell[0], cell[1]) + ": " + askedText(cell) });
    const gap = DATA.gaps.findIndex((g) => gapOf(g, row, number) && g.start <= cell[0] && cell[1] <= g.end);
    if (gap >= 0) element.addEventListener("click", () => openGap(gap));
    lane.append(element);
  }
  return lane;
}

// Accounts share the gaps of their queue.
function gapOf(gap, row, number) {
  return gap.row === number || (row.kind === "account" && DATA.rows[gap.row].kind === "queue" && DATA.rows[gap.row].queue === row.queue);
}

// On paper a sheet has so many people, or queues, below hours of its own.
const SHEET_LINES = 26, SHEET_ROWS = 20;
const openRows = new Set();

function drawCoverage(shown) {
  const zone = VIEW.zone;
  const rows = DATA.rows.map((row, number) => [row, number])
    .filter(([row]) => VIEW.queue === "" || row.queue === +VIEW.queue);
  const head = make("div", { class: "line head" }, make("div", { class: "who quiet", text: zone.name }), axis(zone, shown, VIEW.zoom).lastChild,
    make("div", { class: "sums" }, make("span", { text: "missing" }), DATA.open ? make("span", { text: "points" }) : null));
  const chart = make("div", { class: "chart heat " + VIEW.zoom });
  chart.style.setProperty("--days", shown.to - shown.from);
  chart.append(head);
  for (const [at, [row, number]] of rows.entries()) {
    if (at && at % SHEET_ROWS === 0) {
      const again = head.cloneNode(true);
      again.classList.add("again");
      chart.append(again);
    }
    const open = openRows.has(number);
    const button = make("button", { type: "button", class: "open", "aria-expanded": String(open), text: row.name });
    const detail = make("div", { class: "detail", hidden: !open });
    if (open) detail.append(hoursTable(row, zone, shown));
    button.addEventListener("click", () => {
      if (openRows.has(number)) openRows.delete(number); else openRows.add(number);
      const now = openRows.has(number);
      button.setAttribute("aria-expanded", String(now));
      refill(detail, ...(now ? [hoursTable(row, zone, shown)] : []));
      detail.hidden = !now;
    });
    chart.append(make("div", { class: "line kind-" + row.kind }, make("div", { class: "who" }, button), strip(row, number, zone, shown),
      make("div", { class: "sums" }, make("span", { text: row.missing ? hoursText(row.missing) : "–" }),
        DATA.open ? make("span", { text: row.points ? numberText(row.points) : "–" }) : null)), detail);
  }
  refill($("heat"), chart);
}

// The table behind a strip: hour by hour, staffed of asked.
function hoursTable(row, zone, shown) {
  const columns = [{ name: "Day" }];
  for (let hour = 0; hour < 24; hour++) columns.push({ name: clockText(hour * 60).slice(0, 2) });
  const rows = [];
  for (let n = shown.from; n < shown.to; n++) {
    const day = local(zone, zone.midnights[n]).day;
    const cells = [dayText(day, true)];
    for (let hour = 0; hour < 24; hour++) {
      const here = row.cells.filter((cell) => {
        if (cell[1] <= zone.midnights[n] || cell[0] >= zone.midnights[n + 1]) return false;
        const from = instantAt(zone, day, hour * 60), to = hour === 23 ? zone.midnights[n + 1] : instantAt(zone, day, hour * 60 + 60);
        return cell[0] < to && cell[1] > from;
      });
      if (!here.length) { cells.push(""); continue; }
      const worst = here.reduce((a, b) => "mslot".indexOf(b[5]) < "mslot".indexOf(a[5]) ? b : a);
      cells.push({ show: numberText(worst[2]) + "/" + Math.max(worst[3], worst[4], 0), class: "cell " + STATES[worst[5]][0] });
    }
    rows.push(cells);
  }
  return table(row.name + ": people there of people asked, hour by hour", columns, rows);
}

let gapsShown = 15;

function drawGaps() {
  const zone = VIEW.zone;
  const chosen = DATA.gaps.map((gap, number) => [gap, number])
    .filter(([gap]) => VIEW.queue === "" || DATA.rows[gap.row].queue === +VIEW.queue);
  if (!chosen.length) {
    refill($("gaps"), make("p", { class: "good", text: "Nothing is missing: every queue has the people it asks for." }));
    return;
  }
  const rows = chosen.slice(0, gapsShown).map(([gap, number]) => {
    const name = make("span", {}, make("strong", { text: spanText(zone, gap.start, gap.end) }));
    const what = make("div", { class: "gap", id: "gap-" + number }, make("span", { text: gap.text + (gap.must ? " (must)" : "") }));
    if (gap.who) {
      const detail = make("div", { class: "why", hidden: true });
      const button = make("button", { type: "button", class: "link", "aria-expanded": "false", text: "Who could have come?" });
      button.addEventListener("click", () => {
        const open = detail.hidden;
        detail.hidden = !open;
        button.setAttribute("aria-expanded", String(open));
        if (open) refill(detail, ...whyNot(gap));
      });
      what.append(button, detail);
    }
    return [{ show: name, value: gap.start }, { show: DATA.rows[gap.row].name }, { show: what, value: gap.text },
      { show: hoursText(gap.missing), value: gap.missing }, ...(DATA.open ? [{ show: gap.must ? "must" : numberText(gap.points), value: gap.must * 1e6 + gap.points }] : [])];
  });
  const columns = [{ name: "When", sort: true }, { name: "Where", sort: true }, { name: "What is missing" },
    { name: "Missing", right: true, sort: true }, ...(DATA.open ? [{ name: "Points", right: true, sort: true }] : [])];
  const parts = [table("Gaps in coverage, the worst first", columns, rows)];
  if (chosen.length > gapsShown) {
    parts.push(make("button", { type: "button", class: "screen", text: "Show " + Math.min(50, chosen.length - gapsShown) + " more of " + (chosen.length - gapsShown),
      onclick: () => { gapsShown += 50; drawGaps(); } }));
  }
  refill($("gaps"), ...parts);
}

const HOW = [["could", "Could have come, at the price of other rules"], ["idle", "On duty, on no queue"], ["kept", "Kept by a rule"], ["serves", "Serve another queue"],
  ["event", "At an event"], ["break", "On a break"], ["no shift", "No shift then"], ["nobody", "Nobody"]];

function priceText(points) {
  if (!points) return ", for no price";
  return points > 0 ? ", for " + numberText(points) + " points" : ", which saves " + numberText(-points) + " points";
}

function whyNot(gap) {
  const parts = [];
  for (const [how, title] of HOW) {
    const own = gap.who.filter((each) => each[0] === how);
    if (!own.length) continue;
    own.sort((a, b) => a[2] - b[2]);
    parts.push(make("h4", { text: title }), make("ul", {}, ...own.map(([, text, points]) =>
      make("li", { text: how === "could" ? text + priceText(points) : text }))));
  }
  if (!parts.length) parts.push(make("p", { text: "Everybody who can is there already." }));
  return parts;
}

function openGap(number) {
  while (gapsShown <= number && gapsShown < DATA.gaps.length) gapsShown += 50;
  drawGaps();
  const place = $("gap-" + number);
  if (!place) return;
  const button = place.querySelector("button");
  if (button && button.getAttribute("aria-expanded") === "false") button.click();
  if (button) button.focus();
  place.scrollIntoView({ block: "center" });
}
