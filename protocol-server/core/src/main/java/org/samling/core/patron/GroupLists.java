package org.samling.core.patron;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;

/** The port that lists groups and their members. Read-only. */
public interface GroupLists {

  /**
   * The groups of a tenant, by name.
   *
   * @param school the code of a school's branch, to list only its classes; null for all
   */
  List<Group> groups(TenantId tenant, @Nullable String school);

  /**
   * One of the groups.
   *
   * @param identifier an identifier of the group, such as its card
   */
  Optional<Group> group(TenantId tenant, String identifier);

  /**
   * A group.
   *
   * @param id the group
   * @param schoolClass its class, where it is one, or null
   * @param loans how many loans it has
   * @param members its members
   */
  record Group(
      UUID id,
      String card,
      String name,
      @Nullable SchoolClass schoolClass,
      int loans,
      List<Member> members) {

    /** Copies the members. */
    public Group {
      members = List.copyOf(members);
    }
  }

  /**
   * A member of a group.
   *
   * @param id who
   * @param card one of their card numbers
   * @param name their name
   * @param uniLogin their UNI-Login name, or null
   * @param isResponsible whether they are responsible for it
   * @param loans how many loans they have themselves
   */
  record Member(
      UUID id,
      String card,
      String name,
      @Nullable String uniLogin,
      boolean isResponsible,
      int loans) {}

  /**
   * The patrons with these UNI-Login names.
   *
   * @param logins UNI-Login names
   * @return those found, by that name
   */
  Map<String, Known> byUniLogin(TenantId tenant, Collection<String> logins);

  /**
   * A patron with a UNI-Login name.
   *
   * @param id who
   * @param card one of their card numbers
   * @param name their name
   * @param loans how many loans they have
   * @param pupilOf the class in which they are a pupil, or null
   */
  record Known(UUID id, String card, String name, int loans, @Nullable PupilOf pupilOf) {}

  /**
   * A class in which somebody is a pupil; all their classes are of one school.
   *
   * @param school the code of the school's branch
   * @param name what the class is called
   */
  record PupilOf(String school, String name) {}

  /**
   * The loans of patrons, by due date.
   *
   * @param patrons the patrons
   */
  List<OnLoan> loans(TenantId tenant, Collection<UUID> patrons);

  /**
   * A loan.
   *
   * @param patron who has it
   * @param item its barcode
   * @param due when it is due
   */
  record OnLoan(UUID patron, String item, String title, LocalDate due) {}
}
