package org.samling.console.web;

import java.text.NumberFormat;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Tenant;
import org.samling.core.staff.Permission;
import org.samling.core.staff.StaffMember;

/** What every template takes as {@code v}: words, addresses, and who looks. */
public final class View {

  private final Words words;
  private final Assets assets;
  private final String path;
  private final String csrf;
  private final @Nullable StaffMember member;
  private final @Nullable Tenant tenant;
  private final List<Tenant> tenants;
  private final List<Link> navigation;

  /**
   * A link of the navigation.
   *
   * @param words what it is called
   * @param address where it leads
   * @param isHere whether it leads to the section that is shown
   */
  public record Link(String words, String address, boolean isHere) {}

  View(
      Words words,
      Assets assets,
      String path,
      String csrf,
      @Nullable StaffMember member,
      @Nullable Tenant tenant,
      List<Tenant> tenants,
      List<Link> navigation) {
    this.words = words;
    this.assets = assets;
    this.path = path;
    this.csrf = csrf;
    this.member = member;
    this.tenant = tenant;
    this.tenants = List.copyOf(tenants);
    this.navigation = List.copyOf(navigation);
  }

  /** The words for a key, with what goes into them. */
  public String t(String key, Object... arguments) {
    return words.of(key, arguments);
  }

  /** The words for a key where there are some, else the other text. */
  public String tOr(String key, String other) {
    return words.has(key) ? words.of(key) : other;
  }

  /** The language of the words for a key: English where there are none. */
  public String languageOf(String key) {
    return words.has(key) ? words.language() : Words.DEFAULT;
  }

  /** The language of the page. */
  public String language() {
    return words.language();
  }

  /** The languages that there are beside it: their codes with their own names for themselves. */
  public List<Map.Entry<String, String>> otherLanguages() {
    return Words.LANGUAGES.entrySet().stream()
        .filter(e -> !e.getKey().equals(words.language()))
        .sorted(Map.Entry.comparingByKey())
        .toList();
  }

  /** The address of a static file. */
  public String asset(String name) {
    return assets.address(name);
  }

  /** The address of a page of the tenant that is shown. */
  public String path(String behindTenant) {
    return ConsoleRoutes.TENANTS + (tenant == null ? "" : tenant.code()) + behindTenant;
  }

  /** The address of a page about something that has a name of its own. */
  public String path(String behindTenant, String name) {
    return path(behindTenant + Visit.encoded(name));
  }

  /** The address of this page. */
  public String here() {
    return path;
  }

  /** What a form must send as {@code _csrf}. */
  public String csrf() {
    return csrf;
  }

  /** Headers for requests of htmx, as JSON. */
  public String csrfHeader() {
    return "{\"" + Gate.CSRF_HEADER + "\": \"" + csrf + "\"}";
  }

  /** Whether somebody is signed in. */
  public boolean isSignedIn() {
    return member != null;
  }

  /** Who is signed in, or nothing. */
  public String who() {
    return member == null ? "" : member.name();
  }

  /** The role of who is signed in, in words. */
  public String role() {
    return member == null ? "" : words.of("role." + member.role().text());
  }

  /** Whether who looks may do something. */
  public boolean may(Permission permission) {
    return member != null && member.role().may(permission);
  }

  /** The name of the tenant that is shown; empty for none. */
  public String tenantName() {
    return tenant == null ? "" : tenant.name();
  }

  /** The code of the tenant that is shown; empty for none. */
  public String tenantCode() {
    return tenant == null ? "" : tenant.code();
  }

  /** The tenants to choose from. */
  public List<Tenant> tenants() {
    return tenants;
  }

  /** The sections that who looks may see. */
  public List<Link> navigation() {
    return navigation;
  }

  /** A moment, in the tenant's zone. */
  public String time(@Nullable Instant at) {
    return at == null
        ? ""
        : DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM)
            .withLocale(words.locale())
            .format(at.atZone(zone()));
  }

  /** A day. */
  public String day(LocalDate day) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
        .withLocale(words.locale())
        .format(day);
  }

  /** The day of a moment, in the tenant's zone. */
  public String day(Instant at) {
    return day(LocalDate.ofInstant(at, zone()));
  }

  /** The name of the month of a day. */
  public String month(LocalDate day) {
    return day.getMonth().getDisplayName(TextStyle.FULL_STANDALONE, words.locale());
  }

  /** The name of a day of the week. */
  public String weekday(DayOfWeek day) {
    return day.getDisplayName(TextStyle.FULL_STANDALONE, words.locale());
  }

  /** The time of day of a moment, in the tenant's zone. */
  public String clock(Instant at) {
    return DateTimeFormatter.ofPattern("HH:mm:ss").format(at.atZone(zone()));
  }

  private ZoneId zone() {
    return tenant == null ? ZoneOffset.UTC : tenant.zone();
  }

  /** A number of things. */
  public String number(long number) {
    return NumberFormat.getIntegerInstance(words.locale()).format(number);
  }

  /** A number with so many decimals at most. */
  public String number(double number, int decimals) {
    var format = NumberFormat.getNumberInstance(words.locale());
    format.setMaximumFractionDigits(decimals);
    return format.format(number);
  }
}
