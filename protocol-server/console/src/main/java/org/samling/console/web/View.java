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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Tenant;
import org.samling.core.staff.Permission;
import org.samling.core.staff.StaffMember;

/** The parameter {@code v} of every template: texts, URLs, and the viewer. */
public final class View {

  /** As many sections as stand beside the menu on a wide screen. */
  private static final int NEAR = 6;

  private final Words words;
  private final Assets assets;
  private final String address;
  private final String csrf;
  private final @Nullable StaffMember member;
  private final @Nullable Tenant tenant;
  private final @Nullable Workplace workplace;
  private final List<Tenant> tenants;
  private final List<Link> navigation;

  /**
   * A link in the navigation.
   *
   * @param words its label
   * @param address its URL
   * @param isHere whether it leads to the section shown
   */
  public record Link(String words, String address, boolean isHere) {}

  View(
      Words words,
      Assets assets,
      String address,
      String csrf,
      Renderer.Viewer viewer,
      List<Tenant> tenants,
      List<Link> navigation) {
    this.words = words;
    this.assets = assets;
    this.address = address;
    this.csrf = csrf;
    this.member = viewer.member();
    this.tenant = viewer.tenant();
    this.workplace = viewer.workplace();
    this.tenants = List.copyOf(tenants);
    this.navigation = List.copyOf(navigation);
  }

  /** Returns the text for a key, with its arguments filled in. */
  public String t(String key, Object... arguments) {
    return words.of(key, arguments);
  }

  /** Returns the text for a key if there is one, or else the other text. */
  public String tOr(String key, String other) {
    return words.has(key) ? words.of(key) : other;
  }

  /** Returns the language of the text for a key; English if there is none. */
  public String languageOf(String key) {
    return words.has(key) ? words.language() : Words.DEFAULT;
  }

  /** Returns the language of the page. */
  public String language() {
    return words.language();
  }

  /** Returns the other languages: their names for themselves, by code. */
  public List<Map.Entry<String, String>> otherLanguages() {
    return Words.LANGUAGES.entrySet().stream()
        .filter(e -> !e.getKey().equals(words.language()))
        .sorted(Map.Entry.comparingByKey())
        .toList();
  }

  /** Returns the URL of a static file. */
  public String asset(String name) {
    return assets.address(name);
  }

  /** Returns the URL of a page of the current tenant. */
  public String path(String behindTenant) {
    return ConsoleRoutes.TENANTS + (tenant == null ? "" : tenant.code()) + behindTenant;
  }

  /** Returns the URL of a page about a named object. */
  public String path(String behindTenant, String name) {
    return path(behindTenant + Visit.encoded(name));
  }

  /** Returns the URL of this page, with its query, as the value of a query parameter. */
  public String here() {
    return SignInPages.encoded(address);
  }

  /** Returns the token that forms send as {@code _csrf}. */
  public String csrf() {
    return csrf;
  }

  /** Returns headers for htmx requests, as JSON. */
  public String csrfHeader() {
    return "{\"" + Gate.CSRF_HEADER + "\": \"" + csrf + "\"}";
  }

  /** Whether somebody is signed in. */
  public boolean isSignedIn() {
    return member != null;
  }

  /** Returns the name of the signed-in member, or an empty text. */
  public String who() {
    return member == null ? "" : member.name();
  }

  /** Returns the role of the signed-in member, as a text for staff. */
  public String role() {
    return member == null ? "" : words.of("role." + member.role().text());
  }

  /** Whether the viewer has a permission. */
  public boolean may(Permission permission) {
    return member != null && member.role().may(permission);
  }

  /** Returns the name of the current tenant; empty for none. */
  public String tenantName() {
    return tenant == null ? "" : tenant.name();
  }

  /** Returns the code of the current tenant; empty for none. */
  public String tenantCode() {
    return tenant == null ? "" : tenant.code();
  }

  /** Returns where the viewer works; null where there is nothing to choose, or nobody. */
  public @Nullable Workplace workplace() {
    return workplace == null || workplace.choices().isEmpty() ? null : workplace;
  }

  /** Returns the tenants to choose from. */
  public List<Tenant> tenants() {
    return tenants;
  }

  /** Returns the sections that the viewer may see. */
  public List<Link> navigation() {
    return navigation;
  }

  /** Returns those that stand beside the menu: the first, and the one that is shown. */
  public List<Link> near() {
    var first = navigation.stream().limit(NEAR).toList();
    var here = navigation.stream().skip(NEAR).filter(Link::isHere);
    return Stream.concat(first.stream(), here).toList();
  }

  /** Formats an instant in the tenant's zone. */
  public String time(@Nullable Instant at) {
    return at == null
        ? ""
        : DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM)
            .withLocale(words.locale())
            .format(at.atZone(zone()));
  }

  /** Formats a date. */
  public String day(LocalDate day) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
        .withLocale(words.locale())
        .format(day);
  }

  /** Formats the date of an instant in the tenant's zone. */
  public String day(Instant at) {
    return day(LocalDate.ofInstant(at, zone()));
  }

  /** Returns the name of the month of a date. */
  public String month(LocalDate day) {
    return day.getMonth().getDisplayName(TextStyle.FULL_STANDALONE, words.locale());
  }

  /** Returns the name of a day of the week. */
  public String weekday(DayOfWeek day) {
    return day.getDisplayName(TextStyle.FULL_STANDALONE, words.locale());
  }

  /** Formats the time of day of an instant in the tenant's zone. */
  public String clock(Instant at) {
    return DateTimeFormatter.ofPattern("HH:mm:ss").format(at.atZone(zone()));
  }

  private ZoneId zone() {
    return tenant == null ? ZoneOffset.UTC : tenant.zone();
  }

  /** Formats a whole number. */
  public String number(long number) {
    return NumberFormat.getIntegerInstance(words.locale()).format(number);
  }

  /** Formats a number with a maximum number of decimals. */
  public String number(double number, int decimals) {
    var format = NumberFormat.getNumberInstance(words.locale());
    format.setMaximumFractionDigits(decimals);
    return format.format(number);
  }
}
