package org.samling.operations;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Operations about one subject. A family says what can be asked; {@link Served} adds who answers.
 *
 * @param name the subject in the plural, as people type it: {@code bookings}. Families of the same
 *     name are shown as one
 * @param one one of its things, as the operations' names have it: {@code booking}
 * @param summary what it is about, in one line without a full stop
 * @param operations the operations
 * @param <F> the class whose methods answer them
 */
public record Family<F>(
    String name, String one, String summary, List<Operation<F, ?, ?>> operations) {

  /** Copies the list. */
  public Family {
    operations = List.copyOf(operations);
  }

  /**
   * What an operation is called beside the family's name, as at the command line: {@code place} for
   * {@code place-bookings}, unless its declaration has a better word.
   */
  public String verb(Operation<?, ?, ?> operation) {
    var declared = operation.verb();
    return declared == null ? derived(operation) : declared;
  }

  private String derived(Operation<?, ?, ?> operation) {
    var words = List.of(operation.name().split("-"));
    return without(words, name).or(() -> without(words, one)).orElse(operation.name());
  }

  private static Optional<String> without(List<String> words, String noun) {
    var parts = List.of(noun.split("-"));
    var at = Collections.indexOfSubList(words, parts);
    if (at < 0 || words.size() == parts.size()) {
      return Optional.empty();
    }
    var others = new ArrayList<>(words);
    others.subList(at, at + parts.size()).clear();
    return Optional.of(String.join("-", others));
  }

  /** The family, answered by handlers on the ports that they need. */
  public Served<F> by(F handlers) {
    return new Served<>(this, handlers);
  }

  /**
   * A family that is answered.
   *
   * @param family what can be asked
   * @param handlers what answers
   */
  public record Served<F>(Family<F> family, F handlers) {}
}
