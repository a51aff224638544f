// The engine of Thunderbird and Nextcloud; zones are those of the file only.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const inUtc = (time) =>
  new Date(time.toUnixTime() * 1000).toISOString().replace(".000Z", "Z");

const read = (path) => {
  const calendar = new ICAL.Component(
    ICAL.parse(readFileSync(path, "utf8")),
  );
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  }
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return [
      event.uid,
      inUtc(event.startDate),
      inUtc(event.endDate),
      event.summary,
      event.description ?? "",
    ];
  });
};

const found = process.argv.slice(2).map((path) => [path, read(path)]);
console.log(JSON.stringify(Object.fromEntries(found)));
