// The usual parser of Node programs; it looks zones up by their name.
import ical from "node-ical";

const inUtc = (time) => time.toISOString().replace(".000Z", "Z");
const text = (value) => value?.val ?? value ?? "";

const read = (path) =>
  Object.values(ical.sync.parseFile(path))
    .filter((part) => part.type === "VEVENT")
    .map((event) => [
      event.uid,
      inUtc(event.start),
      inUtc(event.end),
      text(event.summary),
      text(event.description),
    ]);

const found = process.argv.slice(2).map((path) => [path, read(path)]);
console.log(JSON.stringify(Object.fromEntries(found)));
