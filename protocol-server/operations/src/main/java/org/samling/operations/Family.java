package org.samling.operations;

import java.util.List;

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
