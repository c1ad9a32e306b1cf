package org.samling.core.patron;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;

/** The port for who is in which group. It changes nothing. */
public interface GroupLists {

  /**
   * The groups of a tenant, by name.
   *
   * @param school the code of a school's branch, whose classes are told only; or null for all
   */
  List<Group> groups(TenantId tenant, @Nullable String school);

  /**
   * A group.
   *
   * @param id the group
   * @param schoolClass the class that it is, or null
   * @param loans how many loans it has
   * @param members who is in it
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
   * Somebody in a group.
   *
   * @param id who
   * @param card a card of theirs
   * @param name their name
   * @param uniLogin by what their school knows them, or null
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
   * The patrons whom schools know by these names.
   *
   * @param logins UNI-Login names
   * @return those who are known, by that name
   */
  Map<String, Known> byUniLogin(TenantId tenant, Collection<String> logins);

  /**
   * Somebody whom a school knows.
   *
   * @param id who
   * @param card a card of theirs
   * @param name their name
   */
  record Known(UUID id, String card, String name) {}

  /**
   * What patrons have on loan, by due date.
   *
   * @param patrons which
   */
  List<OnLoan> loans(TenantId tenant, Collection<UUID> patrons);

  /**
   * Something on loan.
   *
   * @param patron who has it
   * @param item its barcode
   * @param due when it is due
   */
  record OnLoan(UUID patron, String item, String title, LocalDate due) {}
}
