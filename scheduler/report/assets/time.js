"use strict";
// Time: instants to wall clocks by tables that came with the page. Only the
// browser's own zone, where no table knows it, is asked of the browser.

const DATA = JSON.parse(document.getElementById("data").textContent);
const DAY = 1440;
const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep",
  "Oct", "Nov", "Dec"];

// The origin: midnight of the first day in the file's zone, as UTC minutes.
const FIRST = Date.parse(DATA.first + "T00:00Z") / 60000;
const ORIGIN = FIRST - offsetOf(DATA.zones[DATA.home], 0);

function offsetOf(zone, at) {
  let offset = zone.offsets[0][1];
  for (const [from, by] of zone.offsets) {
    if (from <= at) offset = by;
  }
  return offset;
}

// Days since 1970 and minute of the day, as a zone's clock shows an instant.
function local(zone, at) {
  const shown = ORIGIN + at + offsetOf(zone, at);
  const day = Math.floor(shown / DAY);
  return { day, minute: shown - day * DAY };
}

function clockText(minute) {
  const pad = (n) => String(n).padStart(2, "0");
  return pad(Math.floor(minute / 60)) + ":" + pad(minute % 60);
}

function dayText(day, long = false) {
  const date = new Date(day * DAY * 60000);
  const weekday = WEEKDAYS[(date.getUTCDay() + 6) % 7];
  const text = weekday + " " + date.getUTCDate();
  return long ? text + " " + MONTHS[date.getUTCMonth()] : text;
}

// "Mon 8 Mar 09:00–17:00"; the end's day only where it is another one.
function spanText(zone, start, end, withDay = true) {
  const from = local(zone, start), to = local(zone, end);
  const first = withDay ? dayText(from.day, true) + " " : "";
  const midnight = to.minute === 0 && to.day === from.day + 1;
  const last = to.day !== from.day && !midnight && to.day - from.day > 1
    ? dayText(to.day, true) + " " : "";
  return first + clockText(from.minute) + "–" + last
    + (midnight ? "24:00" : clockText(to.minute));
}

// "09–17:30": as short as it can be said.
function briefText(zone, start, end) {
  const brief = (minute) => clockText(minute).replace(/:00$/, "");
  const to = local(zone, end).minute;
  return brief(local(zone, start).minute) + "–" + brief(to || DAY);
}

function hoursText(minutes) {
  const whole = Math.round(minutes);
  const sign = whole < 0 ? "−" : "", m = Math.abs(whole);
  if (m < 60 && m > 0) return sign + m + " min";
  const rest = m % 60;
  return sign + Math.floor(m / 60) + (rest ? " h " + String(rest).padStart(2, "0") : " h");
}

function numberText(value, digits = 2) {
  return value.toLocaleString("en", { maximumFractionDigits: digits });
}

// The instant at which a zone's day begins; the first, where there are two.
function midnightOf(zone, day) {
  const wall = day * DAY - ORIGIN;
  const tried = [offsetOf(zone, wall - DAY), offsetOf(zone, wall + DAY)];
  const shown = tried.map((by) => wall - by)
    .filter((at) => local(zone, at).day === day && local(zone, at).minute === 0);
  return shown.length ? Math.min(...shown) : wall - tried[0];
}

// The browser's zone as a table like the others; null where it is not known.
function browserZone() {
  const name = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const known = DATA.zones.findIndex((zone) => zone.name === name);
  if (!name || known >= 0) return known >= 0 ? { known } : null;
  const format = new Intl.DateTimeFormat("en-GB", { timeZone: name, hourCycle: "h23",
    year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" });
  const offsetAt = (at) => {
    const part = {};
    for (const p of format.formatToParts((ORIGIN + at) * 60000)) part[p.type] = +p.value;
    const wall = Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute);
    return wall / 60000 - ORIGIN - at;
  };
  const home = DATA.zones[DATA.home];
  const from = home.midnights[0], to = home.midnights[home.midnights.length - 1];
  const zone = { name, offsets: [[from, offsetAt(from)]], changes: [], nights: [], midnights: [], first: 0 };
  for (let at = from; at <= to; at += 30) {
    const by = offsetAt(at), before = zone.offsets[zone.offsets.length - 1][1];
    if (by !== before) {
      zone.offsets.push([at, by]);
      zone.changes.push([at, by - before]);
    }
  }
  const days = home.midnights.length;
  const firstDay = FIRST / DAY - home.first;
  for (let n = 0; n < days; n++) zone.midnights.push(midnightOf(zone, firstDay + n));
  zone.first = home.first;
  return { zone };
}
