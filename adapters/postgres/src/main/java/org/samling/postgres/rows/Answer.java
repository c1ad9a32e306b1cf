package org.samling.postgres.rows;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The answer of a statement in a {@link Pipeline}, once that has run. */
public final class Answer<T extends @Nullable Object> {

  private final Supplier<T> rows;

  Answer(Supplier<T> rows) {
    this.rows = rows;
  }

  /** An answer that is known already. */
  public static <T extends @Nullable Object> Answer<T> of(T value) {
    return new Answer<>(() -> value);
  }

  /**
   * The answer.
   *
   * @throws RowException where the pipeline has not run yet, or a required row is missing
   */
  public T get() {
    return rows.get();
  }

  /** The answer with a function applied, each time it is asked for. */
  public <U extends @Nullable Object> Answer<U> map(Function<? super T, ? extends U> function) {
    return new Answer<>(() -> function.apply(get()));
  }
}
