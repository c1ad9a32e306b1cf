package org.samling.server.console.daily;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.SCHOOL;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.GroupCommand.ChangeGroup;
import org.samling.core.circulation.command.GroupCommand.NewMember;
import org.samling.core.circulation.command.SetCommand;
import org.samling.core.organisation.Agency;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.core.patron.GroupLists;
import org.samling.core.patron.PatronKind;
import org.samling.core.patron.SchoolClass;
import org.samling.core.policy.Setting;
import org.samling.server.console.daily.DailyTask.Koha;

/** Five tasks of a school. */
final class SchoolTasks {

  private static final String OTHER_SCHOOL = "DK-699800";
  private static final String CLASS = "2097000001";
  private static final String OTHER_CLASS = "2097000002";

  private final Day day;

  /** Adds two schools and their classes. */
  SchoolTasks(Day day) {
    this.day = day;
    day.library.addSchool();
    var register = day.library.store.libraryRegister();
    register.putAgencies(
        day.north,
        List.of(new Agency("699800", Agency.Kind.SCHOOL, OTHER_SCHOOL, "399801", "Skovskolen")));
    register.putBranches(
        day.north,
        List.of(
            new Branch(
                OTHER_SCHOOL, "699800", Set.of(), "Skovskolen", BranchCalendar.ALWAYS_OPEN)));
    day.library.set(Setting.SCHOOL_CLASS_CATEGORY, "adult");
    day.library.set(Setting.SCHOOL_PUPIL_CATEGORY, "child");
    day.library.set(Setting.SCHOOL_TEACHER_CATEGORY, "adult");
    schoolClass(CLASS, "5.A", SCHOOL);
    schoolClass(OTHER_CLASS, "5.B", OTHER_SCHOOL);
  }

  private void schoolClass(String card, String name, String school) {
    day.patron(day.north, card, name, school, PatronKind.GROUP);
    change(card, new SchoolClass(school, name, 5), List.of());
  }

  private void change(String card, @Nullable SchoolClass of, List<NewMember> members) {
    day.library.submit(
        new ChangeGroup(day.at(day.north, SCHOOL), card, null, of, members, List.of()));
  }

  List<DailyTask> all() {
    return List.of(classSet(), booking(), rollOver(), changeSchool(), classList());
  }

  /** A new set of five copies, whose barcodes come after its own. */
  private List<String> set(String barcode) {
    var title = day.title("Klassesæt");
    var copies =
        IntStream.range(0, 5).mapToObj(_ -> day.copy(day.north, title, SCHOOL, null)).toList();
    day.library.submit(
        new SetCommand.PutSet(
            day.at(day.north, SCHOOL), barcode, "Sæt " + barcode, copies, List.of()));
    return copies;
  }

  private DailyTask classSet() {
    var set = "3900000001";
    var copies = set(set);
    return new DailyTask(
        "Lend a class set of five to a class, and take it back with a copy missing",
        () -> {},
        hands -> {
          hands.scanAtDesk(CLASS);
          hands.scanAtDesk(set);
          hands.seesTone("ok");
          hands.follow("#result a[href*='/check-in-set']");
          hands.scanInto(copies.getLast());
          hands.press("Tab");
          hands.arrive(() -> hands.press("Enter"));
          hands.sees("#done");
        },
        () -> assertThat(day.account(CLASS).loans()).hasSize(1),
        new Koha(5, 8, 1, "returns.tt: a bundle, whose copies are scanned one by one"));
  }

  private DailyTask booking() {
    var set = "3900000002";
    set(set);
    var from = LocalDate.now().plusDays(30);
    return new DailyTask(
        "Book a class set for a class",
        () -> {},
        hands -> {
          hands.follow(".near a[href$='/operations']");
          hands.follow("main a[href$='/operations/bookings']");
          hands.follow("main a[href$='/place-bookings']");
          hands.scanInto(CLASS);
          hands.tabTo("#f-sets");
          hands.scanInto(set);
          hands.tabTo("#f-from");
          hands.typeDay(from);
          hands.tabTo("#f-until");
          hands.typeDay(from.plusDays(20));
          hands.arrive(() -> hands.press("Enter"));
          hands.sees("#done");
        },
        () ->
            assertThat(
                    day.texts("select count(*) from booking where from_day = '%s'".formatted(from)))
                .containsExactly("1"),
        new Koha(2, 12, 12, "Place booking, on the record"));
  }

  private DailyTask rollOver() {
    var file =
        """
        school;class;class-id;grade;role;login;name
        699700;6.A;2020A;6;teacher;pete1234;Holm, Peter
        699700;6.A;2020A;6;pupil;anna1234;Dahl, Anna
        699700;6.A;2020A;6;pupil;bo123456;Krogh, Bo
        """;
    return new DailyTask(
        "Roll the school year over from a file, looked at first",
        () -> {},
        hands -> {
          hands.follow(".near a[href$='/operations']");
          hands.follow("main a[href$='/operations/classes']");
          hands.follow("main a[href$='/roll-over-classes']");
          hands.paste(file);
          hands.follow("#operation button");
          hands.sees("main table");
          hands.follow("#apply button");
          hands.sees("#done");
        },
        () ->
            assertThat(classes(SCHOOL))
                .filteredOn(group -> group.name().equals("6.A"))
                .singleElement()
                .satisfies(group -> assertThat(group.members()).hasSize(3)),
        new Koha(4, 0, 8, "Import patrons; no look beforehand, and classes are an attribute"));
  }

  private List<GroupLists.Group> classes(String school) {
    return day.library.store.groupLists().groups(day.north, school);
  }

  private DailyTask changeSchool() {
    var pupil = day.patron(day.north, "2097000010", "Elev, Mia", SCHOOL, PatronKind.PERSON);
    return new DailyTask(
        "A pupil changes school",
        () -> change(CLASS, null, List.of(new NewMember(pupil, false))),
        hands -> {
          hands.follow(".near a[href$='/operations']");
          hands.follow("main a[href$='/operations/classes']");
          hands.follow("main a[href$='/add-class-members']");
          hands.scanInto(OTHER_CLASS);
          hands.press("Tab");
          hands.scanInto(pupil);
          hands.tabTo("#operation button");
          hands.arrive(() -> hands.press("Enter"));
          hands.sees("#done");
        },
        () -> {
          assertThat(
                  day.texts(
                      "select p.branch from patron p join patron_identifier i on i.patron_id = p.id where i.value = '%s'"
                          .formatted(pupil)))
              .containsExactly(OTHER_SCHOOL);
          assertThat(classes(SCHOOL))
              .filteredOn(group -> group.name().equals("5.A"))
              .allSatisfy(group -> assertThat(group.members()).isEmpty());
          assertThat(classes(OTHER_SCHOOL))
              .singleElement()
              .satisfies(group -> assertThat(group.members()).hasSize(1));
        },
        new Koha(4, 5, 5, "memberentrygen.tt; the class is an attribute"));
  }

  private DailyTask classList() {
    return new DailyTask(
        "Show a class with its members",
        () -> {},
        hands -> {
          hands.follow(".near a[href$='/operations']");
          hands.follow("main a[href$='/operations/classes']");
          hands.follow("main a[href$='/show-class']");
          hands.arrive(() -> hands.scan(OTHER_CLASS));
          hands.sees("main table");
        },
        () -> assertThat(classes(OTHER_SCHOOL)).hasSize(1),
        new Koha(3, 4, 3, "Patrons, searched by the attribute"));
  }
}
