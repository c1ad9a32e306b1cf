package org.samling.exchange.generate;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Set;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Agency;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.core.organisation.LibraryRegister;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.PatronCategory;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;

/**
 * The organisation of a generated library: tenants of made-up municipalities, with codes from 900
 * and, after 999, from 000, which no Danish municipality has. Each has up to twenty branches, the
 * last fifth of them in schools.
 */
final class Organisation {

  static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");

  private static final int FIRST_MUNICIPALITY = 900;

  /** How many codes three digits give. */
  private static final int CODES = 1_000;

  private static final int BRANCHES_OF_A_MUNICIPALITY = 20;
  private static final int ONE_SCHOOL_IN = 5;

  private final LibraryRegister register;
  private final LocalDate day;
  private int municipality = FIRST_MUNICIPALITY;

  Organisation(LibraryRegister register, LocalDate day) {
    this.register = register;
    this.day = day;
  }

  /**
   * A tenant that was created, still without patrons and items.
   *
   * @param id the tenant
   * @param libraries the codes of the branches that are not in schools, the largest first
   * @param schools the codes of the branches in schools; if there are none, the same as libraries
   */
  record Made(TenantId id, List<String> libraries, List<String> schools) {}

  /** Creates a tenant with its branches. */
  Made make(Sizes.Share share) {
    var code = code(share.number());
    var tenant =
        register
            .putTenant(
                code, place(municipality) + " Biblioteker", ZONE, Currency.getInstance("DKK"), true)
            .id();
    register.putItemCategories(tenant, Material.categories());
    register.putPatronCategories(
        tenant,
        List.of(
            new PatronCategory("adult", "Voksen", 50, 25, 20_000),
            new PatronCategory("child", "Barn", 40, 10, 12_000),
            new PatronCategory("pupil", "Elev", 40, 10, 50_000),
            new PatronCategory("teacher", "Lærer", 200, 25, 200_000),
            new PatronCategory("institution", "Institution", 200, 50, 200_000)));
    var libraries = new ArrayList<String>();
    var schools = new ArrayList<String>();
    for (var left = share.branches(); left > 0; left -= BRANCHES_OF_A_MUNICIPALITY) {
      var branches = Math.min(left, BRANCHES_OF_A_MUNICIPALITY);
      var inSchools = branches / ONE_SCHOOL_IN;
      libraries.addAll(agency(tenant, Agency.Kind.PUBLIC, branches - inSchools));
      if (inSchools > 0) {
        schools.addAll(agency(tenant, Agency.Kind.SCHOOL, inSchools));
      }
      municipality++;
    }
    register.putAccounts(
        tenant,
        List.of(
            account(Account.Protocol.SIP2, kiosk(share.number()), libraries.getFirst()),
            account(Account.Protocol.NCIP, partner(share.number()), libraries.getFirst())));
    return new Made(tenant, libraries, schools.isEmpty() ? libraries : schools);
  }

  /** The code of a tenant, from 1. */
  static String code(int tenant) {
    return "made-" + tenant;
  }

  /** The name of the account of a tenant's kiosks, from 1. */
  static String kiosk(int tenant) {
    return code(tenant) + "-kiosk";
  }

  /** The name of the account of a tenant's interlibrary-loan system, from 1. */
  static String partner(int tenant) {
    return code(tenant) + "-ill";
  }

  private static NewAccount account(Account.Protocol protocol, String name, String branch) {
    return new NewAccount(protocol, name, new Secret(name), branch, "UTF-8", "009");
  }

  private List<String> agency(TenantId tenant, Agency.Kind kind, int count) {
    var isSchool = kind == Agency.Kind.SCHOOL;
    var code = municipalityCode();
    var number = (isSchool ? "6" : "7") + code + "00";
    register.putAgencies(
        tenant,
        List.of(
            new Agency(
                number,
                kind,
                "DK-" + number,
                isSchool ? "3" + code + "00" : null,
                place(municipality) + (isSchool ? " Skoler" : " Bibliotekerne"))));
    var branches = new ArrayList<Branch>();
    for (var i = 0; i < count; i++) {
      var branch = "DK-%s%s%02d".formatted(isSchool ? "6" : "7", code, i);
      branches.add(
          new Branch(branch, number, Set.of(), name(isSchool, i), calendar(isSchool, i == 0)));
    }
    register.putBranches(tenant, branches);
    return branches.stream().map(Branch::code).toList();
  }

  private String municipalityCode() {
    return "%03d".formatted(municipality % CODES);
  }

  private String name(boolean isSchool, int branch) {
    if (isSchool) {
      return place(municipality + branch + 1) + " Skole";
    }
    return branch == 0
        ? place(municipality) + " Hovedbibliotek"
        : place(municipality + branch) + " Bibliotek";
  }

  private static String place(int number) {
    return Words.PLACES.get(number % Words.PLACES.size());
  }

  /** Main libraries are open every day, other libraries not on Sundays, schools on school days. */
  private BranchCalendar calendar(boolean isSchool, boolean isMain) {
    var hours = new EnumMap<DayOfWeek, BranchCalendar.Hours>(DayOfWeek.class);
    for (var weekday : DayOfWeek.values()) {
      var isWeekend = weekday.getValue() >= DayOfWeek.SATURDAY.getValue();
      if (isSchool && !isWeekend) {
        hours.put(weekday, new BranchCalendar.Hours(at(8), at(15), at(9), at(12)));
      } else if (!isSchool && (isMain || weekday != DayOfWeek.SUNDAY)) {
        hours.put(
            weekday,
            isWeekend
                ? new BranchCalendar.Hours(at(7), at(21), null)
                : new BranchCalendar.Hours(at(7), at(21), at(10), at(18)));
      }
    }
    var closings = new ArrayList<BranchCalendar.Closing>();
    for (var year = day.getYear() - 1; year <= day.getYear() + 1; year++) {
      closings.add(closing(year, 12, 24, 3, "Jul"));
      closings.add(closing(year, 12, 31, 2, "Nytår"));
      closings.add(closing(year, 6, 5, 1, "Grundlovsdag"));
      if (isSchool) {
        closings.add(closing(year, 7, 1, 40, "Sommerferie"));
        closings.add(closing(year, 10, 12, 7, "Efterårsferie"));
      }
    }
    return new BranchCalendar(hours, closings);
  }

  private static LocalTime at(int hour) {
    return LocalTime.of(hour, 0);
  }

  private static BranchCalendar.Closing closing(
      int year, int month, int first, int days, String reason) {
    var from = LocalDate.of(year, month, first);
    return new BranchCalendar.Closing(from, from.plusDays(days - 1L), reason);
  }
}
