package org.samling.library.yaml;

import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonPointer;

/**
 * The position of a value in its file: where its key begins, or in a list the value itself.
 *
 * @param line the line, from 1
 * @param column the column, from 1
 * @param members the places of its keys, if it is a mapping
 * @param elements the places of its values, if it is a list
 */
record Place(int line, int column, Map<String, Place> members, List<Place> elements) {

  /** The place of the value at a pointer, or of the nearest enclosing value in the file. */
  Place find(JsonPointer pointer) {
    if (pointer.matches()) {
      return this;
    }
    var index = pointer.getMatchingIndex();
    var inner =
        index >= 0 && index < elements.size()
            ? elements.get(index)
            : members.get(pointer.getMatchingProperty());
    return inner == null ? this : inner.find(pointer.tail());
  }

  /** Whether the file has a value at a pointer of keys. */
  boolean says(JsonPointer pointer) {
    var inner = pointer.matches() ? null : members.get(pointer.getMatchingProperty());
    return pointer.matches() || (inner != null && inner.says(pointer.tail()));
  }
}
