package org.samling.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.patron.GroupLists.Member;
import org.samling.core.policy.Setting;
import org.samling.postgres.TestLibrary;
import org.samling.server.ClientCommands;
import org.samling.server.ClientCommands.Ran;
import org.samling.server.TestServer;

/** The commands {@code samling classes}. */
class ClassesCommandsTest {

  private static final String MAIN = TestLibrary.MAIN;
  private static final String CLASS = "799700-2021A";

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

  private final TestServer server = new TestServer();
  private final TestLibrary library = server.library;
  private final ClientCommands commands = new ClientCommands(server);

  @AfterEach
  void close() {
    server.close();
  }

  private void admitAll() {
    library.set(Setting.SCHOOL_CLASS_CATEGORY, "adult");
    library.set(Setting.SCHOOL_PUPIL_CATEGORY, "child");
    library.set(Setting.SCHOOL_TEACHER_CATEGORY, "adult");
  }

  private String file(String text) {
    try {
      return Files.writeString(Files.createTempFile(folder, "school", ""), text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Ran rollOver(String text, String... more) {
    var arguments = new String[4 + more.length];
    arguments[0] = "classes";
    arguments[1] = "roll-over";
    arguments[2] = "--file";
    arguments[3] = file(text);
    System.arraycopy(more, 0, arguments, 4, more.length);
    return commands.run(arguments);
  }

  private static void wrong(Ran ran, int code, String message) {
    assertThat(ran.code()).as(ran.said()).isEqualTo(code);
    assertThat(ran.said()).contains(message);
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
    assertThat(rollOver(FIRST_YEAR).done())
        .containsPattern("applied: +no")
        .containsPattern("new-classes: +2")
        .containsPattern("new-patrons: +4")
        .containsPattern("changed-classes: +2")
        .containsPattern("leavers: +0")
        .containsPattern("DK-799700 +2 +4 +0")
        .containsPattern("new +5\\.A +" + CLASS)
        .containsPattern("new-patron +teacher +Holm, Peter +799700-pete1234 +5\\.A");
    assertThat(library.store.groupLists().groups(library.north, null)).isEmpty();

    assertThat(rollOver(FIRST_YEAR, "--apply").done()).containsPattern("applied: +yes");
    assertThat(members("5.A")).containsExactly("anna1234", "bo123456", "pete1234");
    assertThat(rollOver(FIRST_YEAR, "--apply").done()).containsPattern("applied: +no");
  }

  @Test
  void pupilsMoveOnAndLeave() {
    admitAll();
    rollOver(FIRST_YEAR, "--apply").done();
    library.submit(TestLibrary.checkout(library.north, CLASS, "1"));
    library.submit(TestLibrary.checkout(library.north, "clara123", "2"));
    assertThat(rollOver(SECOND_YEAR).done())
        .containsPattern("renamed +6\\.A +" + CLASS + " +1 +5\\.A")
        .containsPattern("new +6\\.B +799700-2021B")
        .containsPattern("not-in-file +9\\.A")
        .containsPattern("joins +pupil +Krogh, Bo +799700-bo123456 +6\\.B")
        .containsPattern("leaves-class +pupil +Krogh, Bo +799700-bo123456 +5\\.A +6\\.B")
        .containsPattern("leaves-school +pupil +Lund, Clara +799700-clara123 +9\\.A +1")
        .containsPattern("2 +.+ +20\\d\\d-\\d\\d-\\d\\d +Lund, Clara");
    rollOver(SECOND_YEAR, "--apply").done();
    assertThat(members("6.A")).containsExactly("anna1234", "pete1234");
    assertThat(members("6.B")).containsExactly("bo123456", "pete1234");
    assertThat(members("9.A")).isEmpty();
    assertThat(library.store.inquiries().patron(library.north, CLASS).orElseThrow().loans())
        .as("the class keeps what it has on loan")
        .hasSize(1);
    assertThat(rollOver(SECOND_YEAR, "--apply").done()).containsPattern("applied: +no");
  }

  @Test
  void pupilWhoChangesSchoolMovesWithClassBranchAndLoansAndTheReportSaysSo() {
    library.addSchool();
    admitAll();
    var school = TestLibrary.SCHOOL.replace("DK-", "");
    var other =
        """
        school;class;class-id;grade;role;login;name
        %s;6.C;2021C;6;pupil;anna1234;Dahl, Anna
        """
            .formatted(school);
    rollOver(FIRST_YEAR, "--apply").done();
    library.submit(TestLibrary.checkout(library.north, "anna1234", "1"));

    assertThat(rollOver(other).done())
        .as("by the file of the new school alone")
        .containsPattern("changed-schools: +1")
        .containsPattern("leavers: +0")
        .containsPattern(
            "changes-school +pupil +Dahl, Anna +799700-anna1234 +%s +5\\.A +6\\.C +1 +%s"
                .formatted(MAIN, TestLibrary.SCHOOL));
    rollOver(other, "--apply").done();
    assertThat(members("5.A")).containsExactly("bo123456", "pete1234");
    var anna = library.store.inquiries().patron(library.north, "anna1234").orElseThrow();
    assertThat(anna.patron().branch()).isEqualTo(TestLibrary.SCHOOL);
    assertThat(anna.loans()).hasSize(1);
    assertThat(rollOver(other, "--apply").done()).containsPattern("applied: +no");
  }

  @Test
  void pupilWhoLeftOneSchoolBeforeTheOtherTakesThemGoesWithTheirBranchToo() {
    library.addSchool();
    admitAll();
    rollOver(FIRST_YEAR, "--apply").done();
    rollOver(FIRST_YEAR.replaceAll("(?m)^.*anna1234.*\n", ""), "--apply").done();
    rollOver(
            "school;class;login;name\n%s;6.C;anna1234;Dahl, Anna\n"
                .formatted(TestLibrary.SCHOOL.replace("DK-", "")),
            "--apply")
        .done();
    assertThat(
            library
                .store
                .inquiries()
                .patron(library.north, "anna1234")
                .orElseThrow()
                .patron()
                .branch())
        .isEqualTo(TestLibrary.SCHOOL);
  }

  @Test
  void whoIsNoPatronDoesNotBecomeOneUnlessASettingSaysHow() {
    assertThat(rollOver(FIRST_YEAR, "--apply").done())
        .containsPattern("not-a-patron +5\\.A")
        .containsPattern("applied: +no");
    library.set(Setting.SCHOOL_CLASS_CATEGORY, "adult");
    assertThat(rollOver(FIRST_YEAR, "--apply").done())
        .containsPattern("not-patrons: +4")
        .containsPattern("applied: +yes");
    assertThat(members("5.A")).isEmpty();
  }

  @Test
  void fileWithAFaultIsNotTakenAndNothingOfItsPersonsIsRepeated() {
    var secret = rollOver(FIRST_YEAR.replace("clara123", "0102034444 secret"));
    wrong(secret, 2, "line 5: login is not a UNI-Login name");
    assertThat(secret.said()).doesNotContain("0102034444", "Clara");
    wrong(
        rollOver(FIRST_YEAR.replace("bo123456", "anna1234")),
        2,
        "line 4: this pupil is in the file twice");
    wrong(
        rollOver(FIRST_YEAR.replace("799700", "612345")),
        2,
        "no branch or agency is the school 612345");
    wrong(rollOver("school;class\n799700;5.A\n"), 2, "has no column \"login\"");
    var quote = rollOver(FIRST_YEAR.replace("Lund, Clara", "\"Lund, Clara"));
    wrong(quote, 2, "it is not well-formed CSV");
    assertThat(quote.said()).doesNotContain("Clara");
    wrong(rollOver(SECOND_YEAR.substring(0, 200)), 2, "is not well-formed XML");
    wrong(rollOver(FIRST_YEAR.replace("Bo\n", "Bo\u0001x\n")), 2, "line 4: name has control");
    wrong(
        rollOver(
            "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><school-year><school number=\"799700\"><class name=\"&x;\"/></school></school-year>"),
        2,
        "The file can't be used");
  }

  @Test
  void fileIsReadAsUtf8AndHasALimit() throws IOException {
    var latin = Files.write(folder.resolve("a"), "Bjørn".getBytes(StandardCharsets.ISO_8859_1));
    wrong(commands.run("classes", "roll-over", "--file", latin.toString()), 2, "is not UTF-8");
    wrong(
        commands.run("classes", "roll-over", "--file", folder + "/none"), 2, "none can't be read");
    admitAll();
    var many =
        IntStream.range(0, 20_000)
            .mapToObj(i -> "799700,%d,pupil%05d,\"Elev, %d\"".formatted(i / 100, i, i))
            .collect(Collectors.joining("\n", "school,class,login,name\n", "\n"));
    assertThat(rollOver("\uFEFF" + many).done()).containsPattern("new-patrons: +20000");
    wrong(rollOver("x".repeat(4_000_001)), 2, "\"file\" must be a text of at most 4,000,000");
    wrong(rollOver("x".repeat(9_000_000)), 2, "A body may have at most 8388608 bytes.");
  }

  @Test
  void halfAFileIsNotTakenForAllToLeave() {
    admitAll();
    var pupils =
        IntStream.range(0, 30)
            .mapToObj(i -> "799700,5.A,pupil%02d,\"Elev, %d\"".formatted(i, i))
            .collect(Collectors.joining("\n"));
    var header = "school,class,login,name\n";
    rollOver(header + pupils, "--apply").done();
    assertThat(members("5.A")).hasSize(30);
    var half = header + pupils.lines().limit(15).collect(Collectors.joining("\n"));
    wrong(
        rollOver(half, "--apply"), 4, "15 of 30 pupils would leave, so the file may be incomplete");
    assertThat(members("5.A")).hasSize(30);
    rollOver(half, "--apply", "--accept-leavers").done();
    assertThat(members("5.A")).hasSize(15);
  }

  @Test
  void classIsListedShownAndChanged() {
    assertThat(commands.run("classes", "list").done()).contains("There are no classes.");
    admitAll();
    rollOver(FIRST_YEAR, "--apply").done();
    assertThat(commands.run("classes", "list", "--school", MAIN).done())
        .contains(CLASS, "5.A", MAIN, "2021A", "Holm, Peter", "9.A");
    wrong(commands.run("classes", "list", "--school", "none"), 2, "has no branch \"none\"");
    assertThat(
            commands.run("classes", "add-members", CLASS, "--patrons", "A", "--responsible").done())
        .containsPattern("A +.* +yes +0");
    assertThat(commands.run("classes", "remove-members", CLASS, "--patrons", "bo123456,A").done())
        .doesNotContain("Krogh, Bo");
    assertThat(members("5.A")).containsExactly("anna1234", "pete1234");
    assertThat(commands.run("classes", "show", CLASS).done()).contains("Dahl, Anna");
    wrong(commands.run("classes", "add-members", "A", "--patrons", "B"), 4, "not a group");
    wrong(commands.run("classes", "add-members", CLASS, "--patrons", "none"), 3, "patron unknown");
    wrong(commands.run("classes", "show", "A"), 3, "There is no such class.");
    wrong(
        new ClientCommands(server, "south").run("classes", "show", CLASS),
        3,
        "There is no such class.");
  }

  @Test
  void classIsLentTo() {
    admitAll();
    rollOver(FIRST_YEAR, "--apply").done();
    commands.run("sets", "put", "KS-1", "--items", "1,2", "--name", "Buster").done();
    var teacher = "799700-pete1234";
    assertThat(
            commands
                .run(
                    "classes",
                    "lend-to",
                    CLASS,
                    "--items",
                    "1,KS-1",
                    "--by",
                    teacher,
                    "--branch",
                    MAIN)
                .done())
        .containsPattern("KS-1 +Buster +20\\d\\d-\\d\\d-\\d\\d +2")
        .containsPattern("1 +part-of-set");
    assertThat(library.store.inquiries().patron(library.north, CLASS).orElseThrow().loans())
        .hasSize(2);
    wrong(
        commands.run("classes", "lend-to", CLASS, "--items", "3", "--by", "B", "--branch", MAIN),
        4,
        "Nothing was lent: not for group");
    wrong(
        commands.run("classes", "lend-to", CLASS, "--items", "3", "--by", teacher, "--branch", "x"),
        2,
        "\"branch\" must be the code of a branch of north.");
  }
}
