package org.samling.ncip;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.samling.ncip.data.NcipElement;
import org.samling.ncip.data.NcipSecret;
import org.samling.ncip.data.NcipTime;
import org.samling.ncip.data.ProblemType;
import org.samling.ncip.data.SchemeValue;

/**
 * Reads the children of an element by name. A child without text counts as missing if its text is
 * what matters: senders write empty elements for what they don't know.
 *
 * @param zone the zone of times without one
 */
record ElementReader(NcipElement element, ZoneId zone) {

  boolean has(String name) {
    return element.child(name) != null;
  }

  @Nullable String text(String name) {
    var child = element.child(name);
    return child == null || child.text().isEmpty() ? null : child.text();
  }

  List<String> texts(String name) {
    return element.children(name).stream()
        .map(NcipElement::text)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  @Nullable NcipSecret secret(String name) {
    var text = text(name);
    return text == null ? null : new NcipSecret(text);
  }

  @Nullable SchemeValue value(String name) {
    var child = element.child(name);
    return child == null ? null : value(child);
  }

  SchemeValue neededValue(String name) {
    return needed(name, value(name));
  }

  List<SchemeValue> values(String name) {
    return element.children(name).stream()
        .map(ElementReader::value)
        .filter(Objects::nonNull)
        .toList();
  }

  private static @Nullable SchemeValue value(NcipElement child) {
    return child.text().isEmpty()
        ? null
        : new SchemeValue(child.attributes().get(NcipElement.SCHEME), child.text());
  }

  /**
   * A time.
   *
   * @throws NcipFormatException if the text is not a time
   */
  @Nullable Instant time(String name) {
    var child = element.child(name);
    if (child == null || child.text().isEmpty()) {
      return null;
    }
    return NcipTime.read(child.text(), zone)
        .orElseThrow(() ->
            NcipFormatException.at(
                child,
                ProblemType.INVALID_DATE,
                name + " is not a date and time such as 2026-01-31T12:00:00Z",
                name,
                child.text()));
  }

  Instant neededTime(String name) {
    return needed(name, time(name));
  }

  /** A whole number; anything else is ignored, because no request depends on it. */
  @Nullable Integer number(String name, int minimum) {
    var text = text(name);
    if (text == null) {
      return null;
    }
    try {
      int number = Integer.parseInt(text);
      return number < minimum ? null : number;
    } catch (NumberFormatException _) {
      return null;
    }
  }

  <T> @Nullable T part(String name, Function<ElementReader, @Nullable T> reader) {
    var child = element.child(name);
    return child == null ? null : reader.apply(new ElementReader(child, zone));
  }

  /** All parts with this name that have content. */
  <T> List<T> parts(String name, Function<ElementReader, @Nullable T> reader) {
    return element.children(name).stream()
        .map(child -> reader.apply(new ElementReader(child, zone)))
        .filter(Objects::nonNull)
        .toList();
  }

  /** The result of reading, if there is one. */
  <T> T needed(String name, @Nullable T found) {
    if (found == null) {
      throw missingElement(name);
    }
    return found;
  }

  /**
   * Reports that one of several children is missing, or that one is there without its content.
   *
   * @param names the children, the most common one first
   */
  NcipFormatException missingOne(List<String> names) {
    var found = names.stream().map(element::child).filter(Objects::nonNull).findFirst();
    if (found.isEmpty()) {
      return missingElement(names.getFirst());
    }
    var value =
        switch (found.get().name()) {
          case "UserId" -> "UserIdentifierValue";
          case "ItemId" -> "ItemIdentifierValue";
          case "RequestId" -> "RequestIdentifierValue";
          case "BibliographicId" -> "BibliographicItemIdentifier";
          default -> null;
        };
    return value == null
        ? missingElement(found.get().name())
        : new ElementReader(found.get(), zone).missingElement(value);
  }

  NcipFormatException missingElement(String name) {
    return NcipFormatException.at(
        element,
        ProblemType.NEEDED_DATA_MISSING,
        "%s needs %s, which is missing or empty".formatted(element.name(), name),
        name,
        null);
  }
}
