package org.samling.server.console.daily;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * A task of a day.
 *
 * @param name what is done
 * @param given puts what it needs into the library
 * @param walk does it in the console, from the desk on
 * @param outcome checks in the database what came of it
 * @param koha what the same takes in Koha
 */
record DailyTask(String name, Runnable given, Consumer<Hands> walk, Runnable outcome, Koha koha) {

  /** What a task took. */
  record Effort(int keystrokes, int clicks, Duration time) {}

  /**
   * What it takes in Koha, counted by hand by the same rules.
   *
   * @param pages how many pages are shown, the first included
   * @param where the template, or the place in the menus; and what is different
   */
  record Koha(int pages, int keystrokes, int clicks, String where) {

    /** What Koha has not. */
    static final Koha NONE =
        new Koha(0, 0, 0, "the libraries of one installation share their patrons");
  }
}
