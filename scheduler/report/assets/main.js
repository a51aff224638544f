// Main: fills the page, and draws again when what is shown changes.

function drawHead() {
  $("name").textContent = DATA.name;
  $("when").textContent = DATA.when + " " + DATA.year + (DATA.open ? "" : " · edition for the team");
  for (const section of document.querySelectorAll("main > section[id]")) {
    if (!DATA.open && ["fairness", "cost"].includes(section.id)) {
      if (section.id === "fairness") section.remove();
      else { $("costs").remove(); $("h-cost").textContent = "Data"; }
    }
  }
}

function drawSections() {
  const found = [...document.querySelectorAll("main > section[aria-labelledby]")].filter((section) => !section.hidden);
  refill($("sections"), ...found.map((section) => make("a", { href: "#" + section.id, text: section.querySelector("h2").textContent })));
}

function figure(value, name, tone = "") {
  return make("div", { class: "figure " + tone }, make("strong", { text: value }), make("span", { text: name }));
}

function drawSummary() {
  const f = DATA.figures;
  const staffed = f.asked ? 1 - f.missing / f.asked : 1;
  const cards = [figure(numberText(f.people), f.people === 1 ? "person" : "people"), figure(numberText(f.duties), "duties"),
    figure(hoursText(Math.round(f.paid / 60) * 60), "paid"),
    figure(percent(staffed, staffed < 1 ? 1 : 0), "of the coverage wanted", staffed < 0.95 ? "warn" : "good"),
    figure(f.shortage ? hoursText(f.shortage) : "none", "of must coverage missing", f.shortage ? "bad" : "good"),
    figure(f.broken ? numberText(f.broken) : "none", "rules broken", f.broken ? "bad" : "good")];
  if (f.points !== null) cards.push(figure(numberText(f.points), "points of cost"));
  if (DATA.run && DATA.run.gap !== null) cards.push(figure(percent(DATA.run.gap, 1), DATA.run.status === "optimal" ? "gap: proven best" : "from the proven bound"));
  refill($("figures"), ...cards);
  refill($("insights"), ...(DATA.insights || []).map(([kind, text, place]) =>
    make("li", { class: kind }, make("strong", { text: { broken: "Broken", short: "Short", price: "Paid" }[kind] || kind }), " " + text,
      place ? make("small", { text: place }) : null)));
  if (!(DATA.insights || []).length) $("insights").remove();
  if (!f.judged) $("figures").after(make("p", { class: "bad", text: "This is no roster yet: rules, coverage and cost were not judged. Mend what is broken first." }));
}

function drawLegend() {
  const used = new Set(DATA.people.flatMap((p) => p.bars.flatMap((b) => b[5].filter((x) => x[0] === "q").map((x) => x[3]))));
  const what = new Set(DATA.people.flatMap((p) => p.bars.flatMap((b) => b[5].map((x) => x[0]))));
  const entries = [...used].sort((a, b) => a - b).map((q) => ["q" + (q % 12), DATA.queues[q]]);
  if (what.has("b")) entries.push(["break", "break"]);
  if (what.has("e")) entries.push(["event", "event"]);
  if (what.has("f")) entries.push(["free", "free between pieces"]);
  if (what.has("s")) entries.push(["standby", "standby"]);
  entries.push(["none", "on duty, no queue"]);
  if (DATA.people.some((p) => p.away.length)) entries.push(["away", "away"]);
  entries.push(["night", "night there"]);
  refill($("legend"), ...entries.map(([kind, text]) => make("span", {}, make("span", { class: "dot " + kind }), text)));
  refill($("heat-legend"), ...Object.values(STATES).map(([kind, text]) => make("span", {}, make("span", { class: "dot cell " + kind }), text)));
  $("coverage-note").textContent = "People there against least and wanted, " + (DATA.open ? "dearest" : "worst") + " first; a row opens hour by hour, a gap tells "
    + (DATA.open ? "who could have come." : "what is missing.");
}

function drawControls() {
  const own = browserZone();
  const names = DATA.zones.map((zone, at) => [at, zone.name + (at === DATA.home ? " (the file’s)" : "") + (own && own.known === at ? " (this browser’s)" : "")]);
  if (own && own.zone) { DATA.zones.push(own.zone); names.push([DATA.zones.length - 1, own.zone.name + " (this browser’s)"]); }
  options($("zone"), names, DATA.home);
  options($("team"), [["", "All"], ...[...new Set(DATA.groups.map((g) => g.team))].map((t) => [t, t || "no team"])], "");
  options($("queue"), [["", "All"], ...DATA.queues.map((name, at) => [at, name])], "");
  options($("skill"), [["", "All"], ...[...new Set(DATA.people.flatMap((p) => p.skills))].sort().map((s) => [s, s])], "");
  $("zone").addEventListener("change", () => { VIEW.zone = DATA.zones[+$("zone").value]; draw(); });
  for (const name of ["team", "queue", "skill"]) $(name).addEventListener("change", () => { VIEW[name] = $(name).value; draw(); });
  $("person").addEventListener("input", () => { VIEW.person = $("person").value; draw(); });
  $("zoom").addEventListener("click", (event) => {
    const zoom = event.target.dataset.zoom;
    if (!zoom || zoom === VIEW.zoom) return;
    const start = range(VIEW.zone, pages(VIEW.zone, VIEW.zoom)[VIEW.page]).start;
    VIEW.zoom = zoom;
    VIEW.page = Math.max(0, pages(VIEW.zone, zoom).findIndex(([, to]) => VIEW.zone.midnights[to] > start));
    draw();
  });
  $("before").addEventListener("click", () => { VIEW.page--; draw(); });
  $("after").addEventListener("click", () => { VIEW.page++; draw(); });
  $("reset").addEventListener("click", () => {
    for (const name of ["team", "queue", "skill", "person"]) { VIEW[name] = ""; $(name).value = ""; }
    draw();
  });
  $("theme").addEventListener("change", () => { document.documentElement.dataset.theme = $("theme").value; });
  $("as-table").addEventListener("click", () => {
    const asTable = $("lines-table").hidden;
    $("lines-table").hidden = !asTable;
    $("lines").hidden = asTable;
    $("as-table").setAttribute("aria-pressed", String(asTable));
  });
  $("lines").addEventListener("keydown", moveFocus);
}

function draw() {
  hideCard(true);
  for (const button of $("zoom").children) button.setAttribute("aria-pressed", String(button.dataset.zoom === VIEW.zoom));
  const shown = drawTimeline();
  drawCoverage(shown);
  drawGaps();
  drawPromises();
  drawLedger();
}

// On paper every week follows the other, whatever is shown on the screen,
// and each sheet has its own days and hours above its people.
function sheets(people) {
  const found = [];
  let room = 0, group = -1;
  for (const person of [...people].sort((a, b) => a.group - b.group)) {
    const takes = person.group === group ? 1 : 2; // the first of a team, its name
    if (room < takes) { found.push([]); room = SHEET_LINES; }
    room -= person.group === group && found[found.length - 1].length ? 1 : 2;
    group = person.group;
    found[found.length - 1].push(person);
  }
  return found;
}

window.addEventListener("beforeprint", () => {
  const zone = VIEW.zone, zoom = DATA.days > 7 ? "week" : "period";
  const people = sheets(visiblePeople());
  refill($("print-lines"), ...pages(zone, zoom).flatMap((page) => people.map((some) => {
    const shown = range(zone, page);
    const chart = make("div", { class: "chart " + zoom });
    chart.style.setProperty("--days", shown.to - shown.from);
    chart.append(...lines(some, zone, shown, zoom), grid(zone, shown));
    return chart;
  })));
});
window.addEventListener("afterprint", () => refill($("print-lines")));

drawHead();
drawSummary();
drawControls();
drawLegend();
drawCosts();
drawProof();
drawChanges();
draw();
drawSections();
