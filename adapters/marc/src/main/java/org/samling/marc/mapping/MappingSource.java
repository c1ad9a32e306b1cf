package org.samling.marc.mapping;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;

/** A record that is being mapped, with the look-ups that conditions need. */
public final class MappingSource {

  private final MarcContent content;
  private final Set<String> tags = new HashSet<>();

  MappingSource(MarcContent content) {
    this.content = content;
    content.fields().forEach(field -> tags.add(field.tag()));
  }

  MarcContent content() {
    return content;
  }

  /** Whether there is a field with one of these tags. */
  boolean hasAny(Collection<String> wanted) {
    for (var tag : wanted) {
      if (tags.contains(tag)) {
        return true;
      }
    }
    return false;
  }

  /** The first text of a subfield, or null if there is none or it is blank. */
  @Nullable String first(String tag, char code) {
    if (tags.contains(tag)) {
      for (var field : content.fields()) {
        if (field instanceof DataField data && data.tag().equals(tag)) {
          for (var subfield : data.subfields()) {
            if (subfield.code() == code && !subfield.value().isBlank()) {
              return subfield.value().strip();
            }
          }
        }
      }
    }
    return null;
  }

  /** The first control field with a tag, or null. */
  @Nullable String control(String tag) {
    if (tags.contains(tag)) {
      for (var field : content.fields()) {
        if (field instanceof ControlField control && control.tag().equals(tag)) {
          return control.value();
        }
      }
    }
    return null;
  }
}
