package org.samling.core.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.samling.core.staff.StaffMember;
import org.samling.core.staff.StaffRole;

/** The part of a library that somebody sees: the one rule for accounts and staff. */
class BoundsTest {

  private static final Agency PUBLIC =
      new Agency("779700", Agency.Kind.PUBLIC, "DK-779700", null, "Public");
  private static final Agency SCHOOL =
      new Agency("669700", Agency.Kind.SCHOOL, "DK-669700", null, "School");

  @Test
  void whoeverIsBoundToNothingSeesEverything() {
    assertThat(Bounds.of(Set.of(), Set.of())).isEqualTo(Bounds.NONE);
    assertThat(Bounds.NONE.isNone()).isTrue();
    assertThat(Bounds.NONE.admits("main", PUBLIC)).isTrue();
  }

  @Test
  void agenciesAndFurtherBranchesAddUp() {
    var bounds = Bounds.of(Set.of("669700"), Set.of("branch"));
    assertThat(bounds.admits("school", SCHOOL)).isTrue();
    assertThat(bounds.admits("branch", PUBLIC)).isTrue();
    assertThat(bounds.admits("main", PUBLIC)).isFalse();
  }

  @Test
  void aSchoolsStaffSeeSchoolsOnlyWhateverTheyAreLimitedTo() {
    assertThat(member(StaffRole.SCHOOL, Set.of()).admits("main", PUBLIC)).isFalse();
    assertThat(member(StaffRole.SCHOOL, Set.of()).admits("school", SCHOOL)).isTrue();
    assertThat(member(StaffRole.SCHOOL, Set.of("779700")).admits("main", PUBLIC)).isFalse();
    assertThat(member(StaffRole.DESK, Set.of())).isEqualTo(Bounds.NONE);
    assertThat(member(StaffRole.DESK, Set.of("669700")))
        .isEqualTo(Bounds.of(Set.of("669700"), Set.of()));
  }

  private static Bounds member(StaffRole role, Set<String> agencies) {
    return new StaffMember(
            new UUID(0, 2), "ea", "Ea", role, new TenantId(1), agencies, true, null, false)
        .bounds();
  }

  @Test
  void boundsGoWithTheThreadAndEndWithTheWork() {
    var school = Bounds.of(Set.of("669700"), Set.of());
    assertThat(Bounds.now()).isEqualTo(Bounds.NONE);
    assertThat(school.<Bounds, RuntimeException>keep(Bounds::now)).isEqualTo(school);
    assertThat(Bounds.now()).isEqualTo(Bounds.NONE);
  }
}
