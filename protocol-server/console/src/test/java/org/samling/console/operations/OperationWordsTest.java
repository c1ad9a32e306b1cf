package org.samling.console.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.samling.operations.Notation;
import org.samling.operations.families.Families;
import org.samling.operations.schema.Member;

/** Whatever is declared has Danish words: a line each in {@code da.properties}. */
class OperationWordsTest {

  @Test
  void everyFamilyOperationAndMemberHasDanishWords() {
    var needed = new TreeSet<String>();
    var seen = new HashSet<Type>();
    for (var family : Families.ALL) {
      needed.add("family." + family.name());
      needed.add("about." + family.name());
      for (var operation : family.operations()) {
        needed.add("operation." + operation.name());
        Member.of(operation.input()).forEach(member -> needed.add("member." + member.name()));
        addMembers(operation.output(), needed, seen);
      }
    }
    needed.removeIf(Labels::hasDanish);
    assertThat(needed).as("missing in da.properties").isEmpty();
  }

  /** The members of what is shown, however deep. */
  private static void addMembers(Type type, Set<String> needed, Set<Type> seen) {
    if (type instanceof ParameterizedType list) {
      for (var of : list.getActualTypeArguments()) {
        addMembers(of, needed, seen);
      }
    } else if (type instanceof Class<?> shown && isObject(shown) && seen.add(shown)) {
      Member.of(shown.asSubclass(Record.class))
          .forEach(member -> needed.add("member." + member.name()));
      for (var component : shown.getRecordComponents()) {
        addMembers(component.getGenericType(), needed, seen);
      }
    }
  }

  private static boolean isObject(Class<?> type) {
    return type.isRecord() && !type.isAnnotationPresent(Notation.class);
  }
}
