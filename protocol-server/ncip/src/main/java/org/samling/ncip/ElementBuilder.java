package org.samling.ncip;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.samling.ncip.data.NcipElement;
import org.samling.ncip.data.NcipTime;
import org.samling.ncip.data.SchemeValue;

/** Builds an element for writing; null parts are left out. The order does not matter. */
final class ElementBuilder {
  private final String name;
  private final List<NcipElement> children = new ArrayList<>();

  ElementBuilder(String name) {
    this.name = name;
  }

  NcipElement build() {
    return new NcipElement(name, Map.of(), "", children, 0, 0);
  }

  ElementBuilder text(String child, @Nullable String text) {
    if (text != null) {
      children.add(leaf(child, Map.of(), text));
    }
    return this;
  }

  ElementBuilder number(String child, @Nullable Number number) {
    return text(child, number == null ? null : number.toString());
  }

  ElementBuilder time(String child, @Nullable Instant instant) {
    return text(child, instant == null ? null : NcipTime.write(instant));
  }

  ElementBuilder flag(String child, boolean isSet) {
    return text(child, isSet ? "" : null);
  }

  /** A flag that replaces a missing child. */
  ElementBuilder flagWithout(String child, String flag) {
    return flag(flag, children.stream().noneMatch(c -> c.name().equals(child)));
  }

  /** An element with this name that contains only a text. */
  NcipElement leaf(String text) {
    return leaf(name, Map.of(), text);
  }

  ElementBuilder value(String child, @Nullable SchemeValue value) {
    if (value != null) {
      var scheme = value.scheme();
      children.add(
          leaf(
              child,
              scheme == null ? Map.of() : Map.of(NcipElement.SCHEME, scheme),
              value.value()));
    }
    return this;
  }

  ElementBuilder values(String child, List<SchemeValue> values) {
    values.forEach(value -> value(child, value));
    return this;
  }

  ElementBuilder add(@Nullable NcipElement child) {
    if (child != null) {
      children.add(child);
    }
    return this;
  }

  <T> ElementBuilder add(@Nullable T part, Function<T, NcipElement> writer) {
    return add(part == null ? null : writer.apply(part));
  }

  <T> ElementBuilder addAll(List<T> parts, Function<T, NcipElement> writer) {
    parts.forEach(part -> children.add(writer.apply(part)));
    return this;
  }

  private static NcipElement leaf(String name, Map<String, String> attributes, String text) {
    return new NcipElement(name, attributes, text, List.of(), 0, 0);
  }
}
