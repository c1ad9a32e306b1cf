package org.samling.ncip.data;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An element of a message, normalised for the ways in which senders differ: prefixes, layout,
 * extensions, order of attributes. It prints its name and those of its children only, because its
 * text may be a secret.
 *
 * @param name the name without prefix
 * @param attributes {@value #VERSION} and {@value #SCHEME}, if they are given
 * @param text its own text without surrounding white space
 * @param children the child elements, in document order
 * @param line where its tag begins, counted from 1; 0 for an element that was not read
 * @param column the position in that line, counted from 1
 */
public record NcipElement(
    String name,
    Map<String, String> attributes,
    String text,
    List<NcipElement> children,
    int line,
    int column) {
  public static final String MESSAGE = "NCIPMessage";
  public static final String VERSION = "version";
  public static final String SCHEME = "Scheme";

  public NcipElement {
    attributes = Map.copyOf(attributes);
    children = List.copyOf(children);
  }

  /** The first element on the path of these names, or null. */
  public @Nullable NcipElement find(String... path) {
    var at = this;
    for (var step : path) {
      at = at.child(step);
      if (at == null) {
        return null;
      }
    }
    return at;
  }

  /** The first child with this name, or null. */
  public @Nullable NcipElement child(String childName) {
    for (var child : children) {
      if (child.name.equals(childName)) {
        return child;
      }
    }
    return null;
  }

  /** All children with this name. */
  public List<NcipElement> children(String childName) {
    return children.stream().filter(child -> child.name.equals(childName)).toList();
  }

  @Override
  public String toString() {
    return name + children.stream().map(NcipElement::name).toList();
  }
}
