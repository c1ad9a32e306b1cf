package org.samling.postgres.rows;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a statement of a {@link Pipeline} answers, once that has run. */
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
   * What was answered.
   *
   * @throws RowException where the pipeline has not run yet, or has no row where one has to be
   */
  public T get() {
    return rows.get();
  }

  /** What a function makes of it, each time that it is asked for. */
  public <U extends @Nullable Object> Answer<U> map(Function<? super T, ? extends U> function) {
    return new Answer<>(() -> function.apply(get()));
  }
}
