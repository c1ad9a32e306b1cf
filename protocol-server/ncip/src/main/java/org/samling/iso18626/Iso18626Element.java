package org.samling.iso18626;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An element, normalised for the ways in which senders differ. It prints its name only, because its
 * text may be a secret.
 *
 * @param name the name without prefix
 * @param version the attribute version, or null
 * @param text its own text without surrounding white space
 * @param children the child elements
 */
record Iso18626Element(
    String name, @Nullable String version, String text, List<Iso18626Element> children) {

  Iso18626Element {
    children = List.copyOf(children);
  }

  static Iso18626Element leaf(String name, String text) {
    return new Iso18626Element(name, null, text, List.of());
  }

  /** The first child with this name, or null. */
  @Nullable Iso18626Element child(String childName) {
    for (var child : children) {
      if (child.name.equals(childName)) {
        return child;
      }
    }
    return null;
  }

  /** All children with this name. */
  List<Iso18626Element> all(String childName) {
    return children.stream().filter(c -> c.name.equals(childName)).toList();
  }

  /** The text of the first child with this name; null if there is none or it is empty. */
  @Nullable String text(String childName) {
    var child = child(childName);
    return child == null || child.text.isEmpty() ? null : child.text;
  }

  /**
   * The text of a required child.
   *
   * @throws Iso18626FormatException if it is missing or empty
   */
  String needed(String childName) {
    var text = text(childName);
    if (text == null) {
      throw Iso18626FormatException.badlyFormed(
          "%s needs %s, which is missing or empty".formatted(name, childName));
    }
    return text;
  }

  /**
   * A required child.
   *
   * @throws Iso18626FormatException if it is missing
   */
  Iso18626Element neededChild(String childName) {
    var child = child(childName);
    if (child == null) {
      throw Iso18626FormatException.badlyFormed(
          "%s needs %s, which is missing".formatted(name, childName));
    }
    return child;
  }

  @Override
  public String toString() {
    return name;
  }
}
