package org.samling.operations.classes;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;
import org.samling.core.patron.SchoolClass;

/**
 * Reads a school's file of a school year: CSV or XML, as docs/class-sets.md describes. It is read
 * whole or not at all, because anybody missing from it counts as having left.
 */
final class SchoolFile {

  private static final int MAX_PERSONS = 200_000;
  private static final int MAX_FAULTS = 50;
  private static final int MAX_NAME = 200;
  private static final int MAX_GRADE = 20;
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final Pattern LOGIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{1,63}");
  private static final Set<String> NEEDED = Set.of("school", "class", "login", "name");

  private final String file;
  private final List<SchoolPerson> persons = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  private SchoolFile(String file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @param text its text, XML if its first character is one of markup
   * @throws SchoolFileException when anything in it is wrong; the message repeats nothing about the
   *     people in it
   */
  static List<SchoolPerson> read(String text) {
    var reading = new SchoolFile(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    try {
      if (reading.file.stripLeading().startsWith("<")) {
        reading.readXml();
      } else {
        reading.readCsv();
      }
    } catch (IOException | UncheckedIOException | IllegalStateException e) {
      throw new SchoolFileException("it is not well-formed CSV"); // whose message repeats it
    } catch (XMLStreamException e) {
      var at = e.getLocation();
      throw new SchoolFileException(
          "line %s is not well-formed XML".formatted(at == null ? "?" : at.getLineNumber()));
    }
    if (!reading.faults.isEmpty()) {
      throw new SchoolFileException(reading.faults);
    }
    if (reading.persons.isEmpty()) {
      throw new SchoolFileException("it contains no persons");
    }
    return List.copyOf(reading.persons);
  }

  private void readCsv() throws IOException {
    var first = file.lines().findFirst().orElse("");
    var format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(first.indexOf(';') >= 0 ? ';' : ',')
            .setIgnoreEmptyLines(true)
            .get();
    try (var parser = format.parse(new StringReader(file))) {
      Map<String, Integer> places = null;
      for (var row : parser) {
        if (places == null) {
          places = places(row.toList());
        } else {
          var of = places;
          take(
              parser.getCurrentLineNumber(),
              column -> {
                var place = of.get(column);
                return place == null || place >= row.size() ? "" : row.get(place).strip();
              });
        }
      }
    }
  }

  private Map<String, Integer> places(List<String> header) {
    var places = new HashMap<String, Integer>();
    for (var i = 0; i < header.size(); i++) {
      places.putIfAbsent(header.get(i).strip().toLowerCase(Locale.ROOT), i);
    }
    for (var column : NEEDED.stream().sorted().toList()) {
      if (!places.containsKey(column)) {
        fault(1, "has no column \"%s\"; its first line names the columns".formatted(column));
      }
    }
    if (!faults.isEmpty()) {
      throw new SchoolFileException(faults);
    }
    return places;
  }

  private interface Row {
    String value(String column);
  }

  private void readXml() throws XMLStreamException {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    var xml = factory.createXMLStreamReader(new StringReader(file.stripLeading()));
    String school = null;
    Map<String, String> of = Map.of();
    while (xml.hasNext()) {
      if (xml.next() != XMLStreamConstants.START_ELEMENT) {
        continue;
      }
      switch (xml.getLocalName()) {
        case "school" -> school = attributes(xml).get("number");
        case "class" -> of = attributes(xml);
        case "pupil", "teacher" -> {
          var person = new HashMap<>(attributes(xml));
          person.put("role", xml.getLocalName());
          person.put("school", school == null ? "" : school);
          person.put("class", of.getOrDefault("name", ""));
          person.put("class-id", of.getOrDefault("id", ""));
          person.put("grade", of.getOrDefault("grade", ""));
          take(xml.getLocation().getLineNumber(), column -> person.getOrDefault(column, ""));
        }
        default -> {} // other elements, added by schools' systems, are ignored
      }
    }
  }

  private static Map<String, String> attributes(XMLStreamReader xml) {
    var all = new HashMap<String, String>();
    for (var i = 0; i < xml.getAttributeCount(); i++) {
      all.put(xml.getAttributeLocalName(i), xml.getAttributeValue(i).strip());
    }
    return all;
  }

  private void take(long line, Row row) {
    if (persons.size() >= MAX_PERSONS) {
      throw new SchoolFileException("it has more than %,d persons".formatted(MAX_PERSONS));
    }
    var before = faults.size();
    var school = text(line, row, "school", SchoolClass.MAX_KEY);
    var name = text(line, row, "class", SchoolClass.MAX_KEY);
    var key =
        row.value("class-id").isEmpty() ? name : text(line, row, "class-id", SchoolClass.MAX_KEY);
    var person = text(line, row, "name", MAX_NAME);
    var login = row.value("login");
    if (!LOGIN.matcher(login).matches()) {
      fault(line, "login is not a UNI-Login name");
    }
    var grade = grade(line, row.value("grade"));
    var role = row.value("role");
    if (!Set.of("", "pupil", "teacher").contains(role)) {
      fault(line, "role must be pupil or teacher");
    }
    var isTeacher = role.equals("teacher");
    if (!isTeacher && !seen.add(login)) {
      fault(line, "this pupil is in the file twice");
    }
    if (faults.size() == before) {
      persons.add(new SchoolPerson(school, name, key, grade, login, person, isTeacher));
    }
  }

  private String text(long line, Row row, String column, int most) {
    var value = row.value(column);
    if (value.isEmpty() || value.length() > most) {
      fault(line, "%s must have 1 to %d characters".formatted(column, most));
    } else if (value.chars().anyMatch(Character::isISOControl)) {
      fault(line, "%s has control characters".formatted(column));
    }
    return value;
  }

  private @Nullable Integer grade(long line, String text) {
    if (text.isEmpty()) {
      return null;
    }
    try {
      var grade = Integer.parseInt(text);
      if (grade >= 0 && grade <= MAX_GRADE) {
        return grade;
      }
    } catch (NumberFormatException _) {
      // said below
    }
    fault(line, "grade must be a whole number from 0 to " + MAX_GRADE);
    return null;
  }

  private void fault(long line, String what) {
    if (faults.size() < MAX_FAULTS) {
      faults.add("line %d: %s".formatted(line, what));
    }
  }
}
