package org.samling.cli.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.cli.common.TenantCommands;
import org.samling.core.patron.GroupLists.Member;
import org.samling.core.policy.Setting;
import org.samling.postgres.TestLibrary;
import picocli.CommandLine.ParameterException;

/** The commands {@code class}, {@code set} and {@code booking}. */
class ClassCommandsTest {

  private static final String MAIN = TestLibrary.MAIN;

  private static final String FIRST_YEAR =
      """
      school;class;class-id;grade;role;login;name
      799700;5.A;2021A;5;teacher;pete1234;Holm, Peter
      799700;5.A;2021A;5;pupil;anna1234;Dahl, Anna
      799700;5.A;2021A;5;pupil;bo123456;Krogh, Bo
      799700;9.A;2017A;9;pupil;clara123;Lund, Clara
      """;

  private static final String SECOND_YEAR =
      """
      <school-year>
        <school number="DK-799700">
          <class name="6.A" id="2021A" grade="6">
            <teacher login="pete1234" name="Holm, Peter"/>
            <pupil login="anna1234" name="Dahl, Anna"/>
          </class>
          <class name="6.B" id="2021B" grade="6">
            <teacher login="pete1234" name="Holm, Peter"/>
            <pupil login="bo123456" name="Krogh, Bo"/>
          </class>
        </school>
      </school-year>
      """;

  @TempDir private Path folder;

  private final TestLibrary library = new TestLibrary();
  private final LocalDate today = LocalDate.now(ZoneId.of("Europe/Copenhagen"));

  @AfterEach
  void close() {
    library.close();
  }

  private String classes(String... arguments) {
    return TenantCommands.run(new ClassesCommand(), library.store, arguments);
  }

  private String sets(String... arguments) {
    return TenantCommands.run(new SetsCommand(), library.store, arguments);
  }

  private String bookings(String... arguments) {
    return TenantCommands.run(new BookingsCommand(), library.store, arguments);
  }

  private static void wrong(Runnable run, String message) {
    assertThatThrownBy(run::run)
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining(message);
  }

  private void admitAll() {
    library.set(Setting.SCHOOL_CLASS_CATEGORY, "adult");
    library.set(Setting.SCHOOL_PUPIL_CATEGORY, "child");
    library.set(Setting.SCHOOL_TEACHER_CATEGORY, "adult");
  }

  private String file(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text).toString();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> members(String name) {
    return library.store.groupLists().groups(library.north, MAIN).stream()
        .filter(group -> group.name().equals(name))
        .flatMap(group -> group.members().stream())
        .map(Member::uniLogin)
        .sorted()
        .toList();
  }

  @Test
  void schoolYearIsShownFirstThenTakenAndTakenOnce() {
    admitAll();
    var first = file("year.csv", FIRST_YEAR);
    assertThat(classes("roll-over", first))
        .contains(
            "School DK-799700: classes in the file: 2, persons: 4, classes here: 0",
            "new class 5.A, card 799700-2021A",
            "New classes: 2, new patrons: 4, changed classes: 2, leavers: 0.",
            "Nothing was changed. Use --apply to make the changes.");
    assertThat(library.store.groupLists().groups(library.north, null)).isEmpty();

    assertThat(classes("roll-over", first, "--apply")).contains("Done.");
    assertThat(members("5.A")).containsExactly("anna1234", "bo123456", "pete1234");
    assertThat(classes("roll-over", first, "--apply")).contains("There is nothing to change.");

    library.submit(TestLibrary.checkout(library.north, "799700-2021A", "1"));
    library.submit(TestLibrary.checkout(library.north, "clara123", "2"));
    var second = file("next.xml", SECOND_YEAR);
    assertThat(classes("roll-over", second))
        .contains(
            "class 5.A is now 6.A",
            "new class 6.B, card 799700-2021B",
            "pupil Krogh, Bo from 5.A to 6.B",
            "leaver Lund, Clara, 9.A, loans: 1",
            "class 9.A is not in the file",
            "Loans of those who leave:",
            "(Lund, Clara)");
    assertThat(classes("roll-over", second, "--apply")).contains("Done.");
    assertThat(members("6.A")).containsExactly("anna1234", "pete1234");
    assertThat(members("6.B")).containsExactly("bo123456", "pete1234");
    assertThat(members("9.A")).isEmpty();
    assertThat(
            library.store.inquiries().patron(library.north, "799700-2021A").orElseThrow().loans())
        .as("the class keeps what it has on loan")
        .hasSize(1);
    assertThat(classes("roll-over", second, "--apply")).contains("There is nothing to change.");
  }

  @Test
  void whoIsNoPatronDoesNotBecomeOneUnlessASettingSaysHow() {
    assertThat(classes("roll-over", file("year.csv", FIRST_YEAR), "--apply"))
        .contains("class 5.A is not a patron", "There is nothing to change.");
    library.set(Setting.SCHOOL_CLASS_CATEGORY, "adult");
    assertThat(classes("roll-over", file("year.csv", FIRST_YEAR), "--apply"))
        .contains("Persons in the file who are not patrons: 4", "Done.");
    assertThat(members("5.A")).isEmpty();
  }

  @Test
  void fileWithAFaultIsNotTakenAndNothingOfItsPersonsIsRepeated() {
    wrong(
        () ->
            classes(
                "roll-over", file("bad.csv", FIRST_YEAR.replace("clara123", "0102034444 secret"))),
        "bad.csv:5: login is not a UNI-Login name");
    wrong(
        () -> classes("roll-over", file("twice.csv", FIRST_YEAR.replace("bo123456", "anna1234"))),
        "twice.csv:4: this pupil is in the file twice");
    wrong(
        () -> classes("roll-over", file("where.csv", FIRST_YEAR.replace("799700", "612345"))),
        "no branch or agency is the school 612345");
    wrong(
        () -> classes("roll-over", file("none.csv", "school;class\n799700;5.A\n")),
        "has no column \"login\"");
    wrong(
        () -> classes("roll-over", file("cut.xml", SECOND_YEAR.substring(0, 200))),
        "is not well-formed XML");
    wrong(
        () ->
            classes(
                "roll-over",
                file(
                    "entity.xml",
                    "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><school-year><school number=\"799700\"><class name=\"&x;\"/></school></school-year>")),
        "entity.xml");
  }

  @Test
  void halfAFileIsNotTakenForAllToLeave() {
    admitAll();
    var pupils =
        IntStream.range(0, 30)
            .mapToObj(i -> "799700,5.A,pupil%02d,\"Elev, %d\"".formatted(i, i))
            .collect(Collectors.joining("\n"));
    classes("roll-over", file("all.csv", "school,class,login,name\n" + pupils), "--apply");
    assertThat(members("5.A")).hasSize(30);
    var half =
        file(
            "half.csv",
            "school,class,login,name\n"
                + pupils.lines().limit(15).collect(Collectors.joining("\n")));
    wrong(
        () -> classes("roll-over", half, "--apply"),
        "15 of 30 pupils would leave, so the file may be incomplete");
    assertThat(members("5.A")).hasSize(30);
    classes("roll-over", half, "--apply", "--accept-leavers");
    assertThat(members("5.A")).hasSize(15);
  }

  @Test
  void groupIsShownChangedAndLentTo() {
    admitAll();
    classes("roll-over", file("year.csv", FIRST_YEAR), "--apply");
    assertThat(classes("list"))
        .contains("799700-2021A", "5.A", "class 2021A, grade 5", "responsible: Holm, Peter");
    assertThat(classes("add", "799700-2021A", "A", "--responsible")).contains("A", "responsible");
    assertThat(classes("remove", "799700-2021A", "bo123456")).doesNotContain("Krogh, Bo");
    wrong(() -> classes("add", "A", "B"), "not a group");
    wrong(() -> classes("show", "nobody"), "has no group \"nobody\"");

    sets("put", "KS-1", "1", "2", "--name", "Buster");
    assertThat(classes("lend", "799700-2021A", "KS-1", "--by", "A", "--branch", MAIN))
        .contains("KS-1: lent, items: 2, due");
    assertThat(
            TenantCommands.run(
                1,
                new ClassesCommand(),
                library.store,
                "lend",
                "799700-2021A",
                "3",
                "--by",
                "B",
                "--branch",
                MAIN))
        .contains("3: refused, not for group");
  }

  @Test
  void setIsMadeShownReturnedAndDissolved() {
    assertThat(sets("list")).contains("There are no sets.");
    wrong(() -> sets("put", "KS-1", "1"), "refused: set unknown");
    assertThat(sets("put", "KS-1", "1", "2", "3", "--name", "Buster"))
        .contains("Set KS-1 \"Buster\", items: 3");
    assertThat(sets("take-out", "KS-1", "3")).contains("items: 2");
    library.submit(TestLibrary.checkout(library.north, "A", "KS-1"));
    assertThat(sets("show", "KS-1")).contains("2 items,   2 on loan", "A until 20");
    assertThat(sets("checkin", "KS-1", "--branch", MAIN, "--missing", "2"))
        .contains("to its shelf", "1 of 2 items came in; missing: 2");
    assertThat(sets("dissolve", "KS-1")).contains("Dissolved KS-1");
    wrong(() -> sets("show", "KS-1"), "the tenant north has no set \"KS-1\"");
    wrong(() -> sets("put", "KS-2", "nothing", "--name", "x"), "refused: item unknown (nothing)");
  }

  @Test
  void bookingIsCheckedPlacedListedAndGivenUp() {
    admitAll();
    classes("roll-over", file("year.csv", FIRST_YEAR), "--apply");
    var terms =
        new String[] {
          "t:1",
          "--patron",
          "799700-2021A",
          "--copies",
          "4",
          "--minimum",
          "3",
          "--from",
          today.plusDays(10).toString(),
          "--until",
          today.plusDays(20).toString()
        };
    assertThat(bookings(with("check", terms))).contains("can be booked  t:1, copies: 4, 1 2 3 4");
    assertThat(bookings("list")).contains("There are no bookings.");
    var placed = bookings(with("place", terms));
    assertThat(placed).contains("t:1, copies: 4");
    assertThat(bookings("list")).contains("booked  4 promised, 0 on loan", "Ærø (5.A)");
    assertThat(TenantCommands.run(1, new BookingsCommand(), library.store, with("place", terms)))
        .contains(
            "Refused: too few copies",
            "t:1: copies needed: 3, available: 1",
            "booked until " + today.plusDays(20));
    assertThat(bookings("calendar", "t:1"))
        .contains(today.plusDays(10) + " to " + today.plusDays(20) + "    5   4   0   1");
    assertThat(bookings("fetch-list", "--branch", MAIN)).contains("Ærø -> " + MAIN + " for 5.A");
    assertThat(bookings("troubles")).contains("Nothing needs attention.");
    assertThat(bookings("cancel", placed.substring(0, 36))).contains("cancelled");
    assertThat(bookings("list")).contains("There are no bookings.");
    assertThat(bookings("list", "--all")).contains("cancelled");
    wrong(
        () ->
            bookings(
                "place", "Ærø", "--patron", "A", "--from", "2027-01-01", "--until", "2027-01-02"),
        "is not a title");
    wrong(() -> bookings("cancel", "x"), "is not the number of a booking");
  }

  private static String[] with(String what, String... more) {
    return Stream.concat(Stream.of(what), Stream.of(more)).toArray(String[]::new);
  }
}
