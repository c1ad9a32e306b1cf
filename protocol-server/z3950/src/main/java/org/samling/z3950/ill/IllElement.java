package org.samling.z3950.ill;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An element of a message. Names are compared by letters and digits only, ignoring case: variants
 * of the XML differ in hyphens and capitals (iSBN, ISBN; Transaction-Id, transactionId).
 */
final class IllElement {

  private final String name;
  private final StringBuilder text = new StringBuilder();
  private final List<IllElement> children = new ArrayList<>();

  IllElement(String name) {
    this.name = plain(name);
  }

  private static String plain(String name) {
    return name.chars()
        .filter(c -> c < 0x80 && Character.isLetterOrDigit(c))
        .mapToObj(Character::toString)
        .collect(Collectors.joining())
        .toLowerCase(Locale.ROOT);
  }

  void add(IllElement child) {
    children.add(child);
  }

  void add(String characters) {
    text.append(characters);
  }

  /** The first descendant with a name, or null. */
  @Nullable IllElement find(String wanted) {
    return findPlain(plain(wanted));
  }

  private @Nullable IllElement findPlain(String wanted) {
    for (var child : children) {
      var found = child.name.equals(wanted) ? child : child.findPlain(wanted);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** The text of the first descendant with a name, or null if it has none. */
  @Nullable String textOf(String wanted) {
    var found = find(wanted);
    return found == null ? null : found.text();
  }

  /** All text in this element, that of different elements separated by commas; or null. */
  @Nullable String text() {
    var texts = texts();
    return texts.isEmpty() ? null : String.join(", ", texts);
  }

  /** The texts in this element, in order. */
  List<String> texts() {
    var texts = new ArrayList<String>();
    var own = text.toString().strip();
    if (!own.isEmpty()) {
      texts.add(own);
    }
    children.forEach(child -> texts.addAll(child.texts()));
    return texts;
  }
}
