// Tables: what was promised, who carries what, what it costs and why to trust it.

function meter(value, share, most) {
  const bar = make("span", { class: "meter" + (share !== null && value > share ? " above" : "") });
  bar.append(make("i", { style: { width: 100 * Math.min(1, value / most) + "%" } }));
  if (share !== null) bar.append(make("b", { style: { left: 100 * Math.min(1, share / most) + "%" } }));
  return bar;
}

function withinText(minutes) {
  if (minutes < 2) return Math.round(minutes * 60) + " s";
  if (minutes < 60) return numberText(minutes, 0) + " min";
  return hoursText(minutes);
}

function percent(value, digits = 0) { return (100 * value).toFixed(digits) + " %"; }

function drawPromises() {
  const found = DATA.promises;
  const simulated = found.some((p) => p.level !== null);
  $("promises-note").textContent = simulated
    ? "Contacts as the file expects them were drawn at random and met this roster: in time is the share answered in time, kept how probable it is that every month reports the target."
    : "No contacts are expected in the file, so promises are counted in people: what is staffed of what they ask.";
  const rows = found.map((p) => {
    const staffed = p.asked ? 1 - p.short / p.asked : 1;
    const target = p.share === null ? "people at every moment" : percent(p.share) + " within " + withinText(p.within);
    const name = p.queue >= 0 && p.share !== null && p.name !== DATA.queues[p.queue] ? p.name + " on " + DATA.queues[p.queue] : p.name;
    const cells = [name, target + (p.must ? " (must)" : ""),
      { show: percent(staffed, staffed < 1 && staffed > 0.99 ? 1 : 0), value: staffed, class: p.short ? (p.must ? "bad" : "warn") : "good" }];
    if (simulated) {
      cells.push(p.level === null ? { show: "–", value: -1 } : { show: percent(p.level, 1) + (p.half ? " ± " + (100 * p.half).toFixed(1) : ""), value: p.level, class: p.level < p.share ? "bad" : "good" },
        p.kept === null ? { show: "–", value: -1 } : { show: percent(p.kept), value: p.kept, class: p.kept < 0.5 ? "bad" : p.kept < 0.9 ? "warn" : "good" },
        p.worst ? percent(p.worst[1]) + " · " + spanText(VIEW.zone, p.worst[0], p.worst[0] + 30) : "");
    }
    return cells;
  });
  const columns = [{ name: "Account or queue", sort: true }, { name: "Promised" }, { name: "Staffed", right: true, sort: true, title: "Of the people it takes at least" }];
  if (simulated) columns.push({ name: "In time", right: true, sort: true }, { name: "Kept", right: true, sort: true }, { name: "Worst half-hour" });
  refill($("promises-table"), table("Promises and how they are kept", columns, rows));
}

function amount(value, counted) { return counted ? numberText(value, 1) : hoursText(value); }

function drawLedger() {
  if (!DATA.ledger) return;
  const { burdens, accounts, spreads } = DATA.ledger;
  const most = burdens.map((_, at) => Math.max(1, ...accounts.map((a) => Math.max(a.burdens[at][0], a.burdens[at][2] || 0))));
  const wished = accounts.some((a) => a.wishes), past = accounts.some((a) => a.burdens.some((b) => b[1]));
  const chosen = accounts.map((account, at) => [account, DATA.people[at]])
    .filter(([, person]) => visiblePeople().includes(person));
  const columns = [{ name: "Person", sort: true }, { name: "Paid", right: true, sort: true },
    ...burdens.filter(([name]) => name !== "hours").map(([name]) => ({ name: name[0].toUpperCase() + name.slice(1), right: true, sort: true })),
    ...(wished ? [{ name: "Wishes", right: true, sort: true, title: "Granted of those that had a say" }] : []),
    { name: "Points", right: true, sort: true, title: "Prices paid for them alone" }];
  const rows = chosen.map(([account, person]) => {
    const [low, high] = account.contract;
    const said = low === null && high === null ? "" : low === high ? hoursText(low) : (low === null ? "" : hoursText(low)) + "–" + (high === null ? "" : hoursText(high));
    // A figure is a target, of which 5 % are free.
    const free = low === high ? 0.05 : 0;
    const off = (low !== null && account.paid < low * (1 - free)) || (high !== null && account.paid > high * (1 + free));
    const cells = [{ show: make("span", {}, person.name, make("small", { text: DATA.groups[person.group].team })), value: person.name },
      { show: make("span", {}, hoursText(account.paid), make("small", { text: said && (said.startsWith("–") ? "of at most " + said.slice(1) : "of " + said) })), value: account.paid, class: off ? "off" : "" }];
    burdens.forEach(([name, counted], at) => {
      if (name === "hours") return;
      const [total, carried, share] = account.burdens[at];
      const note = [share === null ? "" : "share " + amount(share, counted), past && carried ? amount(carried, counted) + " before" : ""].filter(Boolean).join(", ");
      cells.push({ show: make("span", { class: "burden" }, amount(total, counted), meter(total, share, most[at]), make("small", { text: note })),
        value: total, class: share !== null && total > share ? "above" : "" });
    });
    if (wished) cells.push({ show: account.wishes ? account.granted + " of " + account.wishes : "–", value: account.wishes ? account.granted / account.wishes : 2 });
    cells.push({ show: account.points ? numberText(account.points) : "–", value: account.points });
    return cells;
  });
  refill($("ledger"), table("What everybody carries, against their fair share", columns, rows));
  const teams = [...new Set(spreads.map((s) => s[0]))];
  refill($("spread"), table("Spread of each burden within and across teams",
    [{ name: "Team" }, { name: "People", right: true }, ...burdens.map(([name]) => ({ name, right: true }))],
    teams.map((team) => {
      const own = spreads.filter((s) => s[0] === team);
      return [team || "everybody", Math.max(...own.map((s) => s[2])), ...burdens.map(([, counted], at) => {
        const s = own.find((each) => each[1] === at);
        if (!s) return "–";
        const [least, mean, top] = s.slice(3).map((v) => amount(Math.round(counted ? v * 10 : v) / (counted ? 10 : 1), counted));
        return { show: make("span", {}, mean, make("small", { text: least + " to " + top })), value: s[4] };
      })];
    })));
}

function drawCosts() {
  if (!DATA.costs) return;
  const total = DATA.costs.reduce((sum, c) => sum + c[3], 0);
  const most = Math.max(1, ...DATA.costs.map((c) => c[3]));
  refill($("costs"), DATA.costs.length ? table("What the roster pays for each rule",
    [{ name: "Rule", sort: true }, { name: "Paid for" }, { name: "Points", right: true, sort: true }, { name: "Share" }, { name: "Written in" }],
    DATA.costs.map(([rule, unit, units, points, place]) => [rule, numberText(units) + " × " + unit,
      { show: numberText(points), value: points }, { show: meter(points, null, most), value: points }, place]),
    ["All together", "", numberText(total), "", ""]) : make("p", { class: "good", text: "Nothing is paid for: every wish and price is met." }));
}

function drawProof() {
  const { run, versions } = DATA;
  const entries = [];
  if (run) {
    const said = { optimal: "optimal: no better roster exists", feasible: "every rule that must hold does; a better one may exist" };
    if (run.status) entries.push(["Proof", (said[run.status] || run.status) + (run.interrupted ? "; interrupted" : "")]);
    if (run.cost !== null) entries.push(["Cost when solved", numberText(run.cost) + " points"]);
    if (run.bound !== null) entries.push(["Bound", "no roster costs less than " + numberText(run.bound) + " points"]);
    if (run.gap !== null) entries.push(["Gap", percent(run.gap, 1)]);
    if (run.engine) entries.push(["Engine", run.engine]);
    if (run.seconds !== null) entries.push(["Time", numberText(run.seconds, 1) + " s"]);
    if (run.seed !== null) entries.push(["Seed", String(run.seed)]);
    if (!run.status) entries.push(["Proof", "not known: this roster was not made by a search, or its file does not say"]);
  }
  entries.push(["Made by", "sunroster " + versions.sunroster]);
  entries.push(["Time zone data", versions.tzdata + (versions.tzdata_then && versions.tzdata_then !== versions.tzdata ? "; the roster was made with " + versions.tzdata_then : "")]);
  if (versions.problem) entries.push(["Files", "sha256 " + versions.problem + (versions.stale ? "; the roster was made from other versions of these files" : "")]);
  refill($("proof"), ...entries.flatMap(([name, text]) => [make("dt", { text: name }), make("dd", { text })]));
}

const CHANGED = { new: "comes in", gone: "is off now", moved: "other times", inside: "other queues or breaks" };

function costText(before, now) {
  return before === now ? "; the cost stays at " + numberText(now) + " points"
    : "; the cost goes from " + numberText(before) + " to " + numberText(now) + " points";
}

function drawChanges() {
  const found = DATA.changes;
  $("changes").hidden = !found;
  if (!found) return;
  const times = found.days.filter((day) => day[3] !== "inside").length;
  $("changes-note").textContent = plural(found.people, "person has", "people have") + " other times, on " + plural(times, "day")
    + (found.cost !== null && DATA.figures.points !== null ? costText(found.cost, DATA.figures.points) : "") + ".";
  const zoneOf = (at) => at >= 0 ? DATA.zones[DATA.people[at].zone] : DATA.zones[DATA.home];
  refill($("changes-table"), table("What changed, each on their own clock",
    [{ name: "Day", sort: true }, { name: "Person", sort: true }, { name: "How", sort: true }, { name: "Before" }, { name: "Now" }],
    found.days.map(([at, name, day, how, before, after]) => [{ show: dayText(Date.parse(day + "T00:00Z") / 60000 / DAY, true), value: day }, name, CHANGED[how],
      before ? spanText(zoneOf(at), before[0], before[1], false) : "off", after ? spanText(zoneOf(at), after[0], after[1], false) : "off"])));
}
