package org.samling.server.console;

import java.util.ArrayList;
import java.util.Comparator;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.data.External;

/**
 * A record as received, formatted for people: ISO 2709 with a line for each field, XML with one for
 * each element, and anything else unchanged.
 */
final class RecordLines {

  private static final int LEADER = 24;

  /** The length of a directory entry: the tag, the field's length, and its start. */
  private static final int ENTRY = 12;

  private static final int TAG = 3;
  private static final int START = 7;
  private static final String FIELD_END = "\u001e";

  private RecordLines() {}

  private record Entry(String tag, String start) {}

  static String of(External record) {
    var text = record.content().text(Z3950Charset.UNNEGOTIATED);
    if (Oid.XML.equals(record.directReference())) {
      return text.replaceAll(">\\s*<(?!/)", ">\n<");
    }
    var parts = text.split(FIELD_END, -1);
    return parts.length > 1 && parts[0].length() >= LEADER ? fields(parts) : text;
  }

  /** Sorts the directory by the fields' starts, since the fields are stored in that order. */
  private static String fields(String[] parts) {
    var directory = parts[0].substring(LEADER);
    var entries = new ArrayList<Entry>();
    for (var at = 0; at + ENTRY <= directory.length(); at += ENTRY) {
      entries.add(
          new Entry(
              directory.substring(at, at + TAG), directory.substring(at + START, at + ENTRY)));
    }
    entries.sort(Comparator.comparing(Entry::start));
    var lines = new StringBuilder(parts[0].substring(0, LEADER)).append('\n');
    for (var i = 0; i < entries.size() && i + 1 < parts.length; i++) {
      lines
          .append(entries.get(i).tag())
          .append(' ')
          .append(parts[i + 1].replace("\u001f", " $"))
          .append('\n');
    }
    return lines.toString();
  }
}
