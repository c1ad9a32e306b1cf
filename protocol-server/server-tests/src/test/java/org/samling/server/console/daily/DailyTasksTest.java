package org.samling.server.console.daily;

import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.SCHOOL;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.samling.core.policy.Setting;
import org.samling.core.staff.StaffRole;
import org.samling.server.TestServer;
import org.samling.server.console.Browser;
import org.samling.server.console.TestStaff;
import org.samling.server.console.daily.DailyTask.Effort;

/**
 * Twenty-five tasks of a day in a public library, a school and a consortium, done in a browser with
 * a simulated scanner. What each takes stands in docs/daily-tasks.md: {@code
 * -Dsamling.daily-tasks=write} walks in both languages and writes it anew, {@code
 * -Dsamling.daily-tasks=pictures} leaves pictures of all pages in target/daily-tasks.
 */
class DailyTasksTest {

  private static final String WISH = System.getProperty("samling.daily-tasks", "");

  @Test
  void noDailyTaskTakesMoreKeystrokesOrClicksThanItsDocumentSays() {
    var table = new DailyTable();
    var danish = walk("da-DK");
    if (WISH.equals("write")) {
      table.write(danish, walk("en-GB"));
    } else {
      table.check(danish);
    }
  }

  /** Tasks, and who does them where. */
  private record Shift(String name, String branch, List<DailyTask> tasks) {}

  private static Map<DailyTask, Effort> walk(String locale) {
    try (var server = new TestServer();
        var browser = new Browser(server)) {
      TestStaff.add(server.library, "dina", StaffRole.DESK);
      TestStaff.add(server.library, "anna", StaffRole.ADMINISTRATOR);
      TestStaff.add(server.library, "olga", StaffRole.ADMINISTRATOR);
      server.library.set(Setting.PATRON_CATEGORY_NEW, "adult");
      var day = new Day(server, locale);
      var efforts = new LinkedHashMap<DailyTask, Effort>();
      for (var shift :
          List.of(
              new Shift("dina", MAIN, new PublicTasks(day).all()),
              new Shift("anna", SCHOOL, new SchoolTasks(day).all()),
              new Shift("olga", MAIN, new ConsortiumTasks(day).all()))) {
        var hands =
            new Hands(
                browser.page(locale, shift.name(), shift.branch()),
                new Pictures(WISH.equals("pictures"), locale));
        for (var task : shift.tasks()) {
          efforts.put(task, done(task, hands));
        }
      }
      browser.checkFaults();
      return efforts;
    }
  }

  private static Effort done(DailyTask task, Hands hands) {
    task.given().run();
    hands.begin(task.name());
    try {
      task.walk().accept(hands);
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(task.name() + ", " + hands.where(), e);
    }
    var effort = hands.end();
    task.outcome().run();
    return effort;
  }
}
