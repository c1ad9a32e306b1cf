package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.samling.postgres.ClassLibrary.CLASS_A;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.origin;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.GroupCommand;
import org.samling.core.circulation.outcome.PatronOutcome;
import org.samling.core.patron.GroupLists;
import org.samling.core.patron.SchoolClass;

/** Pupils of schools, and what becomes of them when they change school, on a real database. */
class PupilsTest {

  private final ClassLibrary classes = new ClassLibrary();
  private final TestLibrary library = classes.library;

  @AfterEach
  void close() {
    classes.close();
  }

  @Test
  void pupilIsInTheClassesOfOneSchoolAndGoesWithBranchAndLoansToAnother() {
    library
        .store
        .patronRegister()
        .putPatrons(library.north, List.of(ClassLibrary.group("K7", "7B", TestLibrary.BRANCH)));
    library.submit(TestLibrary.checkout(library.north, "S", "1"));
    join("K7", new SchoolClass(TestLibrary.BRANCH, "7B", 7), "A", true);
    assertThat(pupils(CLASS_A)).as("a teacher may be of two schools").containsExactly("S");

    join("K7", null, "S", false);
    assertThat(pupils("K7")).containsExactly("S");
    assertThat(pupils(CLASS_A)).isEmpty();
    var state = library.store.inquiries().patron(library.north, "S").orElseThrow();
    assertThat(state.patron().branch()).isEqualTo(TestLibrary.BRANCH);
    assertThat(state.loans()).as("what they have stays theirs").hasSize(1);
  }

  @Test
  void whoJoinsAClassKeepsABranchThatIsNoSchool() {
    var before = library.store.inquiries().patron(library.north, "B").orElseThrow().patron();
    assertThat(before.branch()).isNotEqualTo(TestLibrary.SCHOOL);
    join(CLASS_A, null, "B", false);
    assertThat(library.store.inquiries().patron(library.north, "B").orElseThrow().patron().branch())
        .isEqualTo(before.branch());
  }

  @Test
  void databaseItselfLetsNoPupilBeInTheClassesOfTwoSchools() {
    library
        .store
        .patronRegister()
        .putPatrons(library.north, List.of(ClassLibrary.group("K7", "7B", TestLibrary.BRANCH)));
    join("K7", new SchoolClass(TestLibrary.BRANCH, "7B", 7), "A", true);
    assertThatThrownBy(
            () -> library.asSuperuser("update patron_group_member set responsible = false"))
        .hasStackTraceContaining("two schools");
  }

  private void join(String group, @Nullable SchoolClass of, String who, boolean isResponsible) {
    assertThat(
            library.submit(
                new GroupCommand.ChangeGroup(
                    origin(library.north, UUID.randomUUID(), MAIN),
                    group,
                    null,
                    of,
                    List.of(new GroupCommand.NewMember(who, isResponsible)),
                    List.of())))
        .isInstanceOf(PatronOutcome.Changed.class);
  }

  private List<String> pupils(String group) {
    return library.store.groupLists().group(library.north, group).orElseThrow().members().stream()
        .filter(member -> !member.isResponsible())
        .map(GroupLists.Member::card)
        .toList();
  }
}
