package org.samling.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.samling.postgres.TestLibrary.MAIN;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.samling.server.web.UploadedRecords;
import org.samling.testing.TestAuthenticator;

/**
 * The pages of the console that {@link AccessibilityTest} looks at, also as they are once something
 * was typed.
 *
 * @param batch the page of an import that is done, behind the tenant
 * @param reviewed that of one whose records wait for review
 * @param version the number of a change of a rule that can't be taken back
 */
record Looks(String batch, String reviewed, long version) {

  static final String NORTH = "/console/t/north";

  /**
   * A page to look at.
   *
   * @param template what it is made of
   * @param path its address
   * @param then what is done before it is looked at
   */
  record Look(String template, String path, Consumer<Page> then) {

    static Look at(String template, String behindTenant) {
      return at(template, behindTenant, _ -> {});
    }

    static Look at(String template, String behindTenant, Consumer<Page> then) {
      return new Look(template, NORTH + behindTenant, then);
    }

    @Override
    public String toString() {
      return template + " at " + path;
    }
  }

  /** All of them, in the order in which they can be looked at. */
  List<Look> all() {
    return Stream.of(
            anybody(),
            desk(),
            circulation(),
            catalogue(),
            loading(),
            policy(),
            people(),
            machines(),
            administration(),
            operations(),
            secondFactor())
        .flatMap(List::stream)
        .toList();
  }

  private List<Look> anybody() {
    return List.of(
        new Look("layout/front", "/", _ -> {}),
        new Look("layout/sign-in", "/console/sign-in", _ -> {}),
        new Look("layout/told", "/console/t/nowhere/now", _ -> {}),
        Look.at("now/now", "/now", p -> p.locator("button[popovertarget=menu-own]").click()),
        Look.at("today/today", "/today"),
        Look.at(
            "acts/acts", "/acts", p -> p.locator("button[popovertarget=menu-sections]").click()),
        Look.at("nodes/nodes", "/nodes"),
        Look.at("statistics/statistics", "/statistics?split=branch&period=week"),
        Look.at("statistics/statistics", "/statistics?measure=fee"),
        Look.at("ill/list", "/ill?state=all"),
        Look.at("ill/queue", "/ill/queue"),
        Look.at(
            "ill/new",
            "/ill/new",
            p -> {
              p.locator("#patron").fill("nav");
              assertThat(p.locator("#patron-found button").first()).isVisible();
              p.locator("#lenders").fill("DK-710200");
              p.locator("#ask button:not([type])").click();
              assertThat(p.locator("[role=alert]")).isVisible();
            }),
        Look.at("ill/request", "/ill/request/1"));
  }

  /** The first that does something: it chooses where that is booked. */
  private List<Look> desk() {
    return List.of(
        Look.at(
            "desk/workplace",
            "/workplace",
            p -> {
              p.locator("#branches button[value='%s']".formatted(MAIN)).click();
              p.navigate(NORTH + "/workplace");
            }),
        Look.at("desk/desk", "/desk"),
        Look.at(
            "desk/desk",
            "/desk",
            p -> {
              scan(p, "navn");
              assertThat(p.locator("#patrons")).isVisible();
            }),
        Look.at(
            "desk/desk",
            "/desk",
            p -> {
              scan(p, "2000000002");
              assertThat(p.locator("#patron")).isVisible();
              scan(p, "99999999");
              assertThat(p.locator(".result.refused")).isVisible();
            }));
  }

  private static void scan(Page page, String typed) {
    page.locator("#scan").fill(typed);
    page.keyboard().press("Enter");
  }

  private List<Look> circulation() {
    var patron = "/circulation/patron/2000000002";
    return List.of(
        Look.at("circulation/search", "/circulation"),
        Look.at(
            "circulation/search",
            "/circulation",
            p -> {
              find(p, "navn");
              assertThat(p.locator(".patrons tbody tr")).not().hasCount(0);
            }),
        Look.at(
            "circulation/search",
            "/circulation",
            p -> {
              find(p, "no such thing");
              assertThat(p.locator("[role=alert]")).isVisible();
            }),
        Look.at("circulation/patron", patron),
        Look.at(
            "circulation/barred",
            "/circulation/patron/B",
            p -> assertThat(p.locator(".note.warn[role=alert]")).isVisible()),
        Look.at(
            "circulation/new-pin",
            patron,
            p -> {
              p.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
              p.locator("form[action$='/reset-pin'] button").click();
              assertThat(p.locator("#new-pin")).isVisible();
            }),
        Look.at("circulation/history", patron + "/history"),
        Look.at("circulation/ledger", patron + "/ledger"),
        Look.at("circulation/item", "/circulation/item/3000000009"),
        Look.at("circulation/title", "/circulation/title/t:2"),
        Look.at("today/list", "/today/list/overdue?branch="),
        Look.at(
            "today/list",
            "/today/list/pull",
            p -> {
              p.locator("#scan").fill("nothing");
              p.keyboard().press("Enter");
              assertThat(p.locator("#refused")).isVisible();
            }),
        Look.at("today/list", "/today/list/queue?record=t:2"),
        Look.at(
            "bookings/calendar",
            "/bookings?what=t:2&day=2030-01-07",
            p -> {
              p.locator("#patron").fill("nobody");
              p.locator("#place button").click();
              assertThat(p.locator("[role=alert]")).isVisible();
            }),
        Look.at(
            "today/place-hold",
            "/today/place-hold?want=3000000009",
            p -> {
              p.locator("#patron").fill("nobody");
              p.locator("#place button").click();
              assertThat(p.locator("[role=alert]")).isVisible();
            }),
        Look.at("circulation/explain", "/circulation/explain"),
        Look.at(
            "circulation/explain",
            "/circulation/explain",
            p -> {
              p.locator("#what").selectOption("checkout");
              p.locator("#patron").fill("X");
              p.locator("#item").fill("R");
              p.locator("main form button").click();
              assertThat(p.locator("#explained tr.differs")).not().hasCount(0);
            }));
  }

  private static void find(Page page, String typed) {
    page.locator("#q").fill(typed);
    page.keyboard().press("Enter");
  }

  private List<Look> catalogue() {
    var own = "/catalogue/record/sent:1";
    var common = "/catalogue/record/t:1";
    return List.of(
        Look.at(
            "catalogue/search",
            "/catalogue?q=havkat",
            p -> assertThat(p.locator("tbody tr")).hasCount(2)),
        Look.at(
            "catalogue/search",
            "/catalogue?q=a%3D",
            p -> assertThat(p.locator("[role=alert]")).isVisible()),
        Look.at("catalogue/record", own),
        Look.at("catalogue/record", common),
        Look.at(
            "catalogue/edit",
            own + "/edit",
            p -> {
              p.locator("#text").fill("245 10 $a x");
              p.locator("main form button").click();
              assertThat(p.locator("[role=alert]")).isVisible();
            }),
        Look.at("catalogue/agency", "/catalogue/new?format=danmarc2"),
        Look.at("catalogue/edit", "/catalogue/new?format=danmarc2&agency=699700"),
        Look.at("catalogue/item", common + "/item"),
        Look.at(
            "catalogue/item",
            common + "/item",
            p -> {
              p.locator("#barcode").fill("probe");
              p.locator("#price").fill("dyr");
              p.locator("main form button").first().click();
              assertThat(p.locator("[role=alert]")).isVisible();
            }),
        Look.at("catalogue/item", "/catalogue/item/1"),
        Look.at("catalogue/remote", "/catalogue/remote"),
        Look.at("catalogue/remote", "/catalogue/remote", p -> elsewhere(p)),
        Look.at(
            "catalogue/preview",
            "/catalogue/remote/record?target=union&q=havkat&n=1",
            p -> {
              assertThat(p.locator(".marc")).containsText("Havkat");
            }));
  }

  private static void elsewhere(Page page) {
    page.locator("#q").fill("havkat");
    page.locator("form[role=search] button").click();
    assertThat(page.locator("tbody tr")).hasCount(2);
  }

  private List<Look> loading() {
    return List.of(
        Look.at("imports/list", "/imports"),
        Look.at("imports/new", "/imports/new"),
        Look.at(
            "imports/new",
            "/imports/new",
            p -> {
              send(p, "a:b", UploadedRecords.record(1, "En"));
              assertThat(p.locator("[role=alert]")).isVisible();
            }),
        Look.at(
            "imports/batch",
            "/imports/new",
            p -> {
              send(p, "a", UploadedRecords.record(300, "Den ene"), UploadedRecords.broken(301));
              assertThat(p.locator("form[action$='/start']")).isVisible();
            }),
        Look.at("imports/batch", batch),
        Look.at("imports/undo", batch + "/undo"),
        Look.at("imports/repairs", batch + "/repairs"),
        Look.at("imports/review", reviewed + "/review"),
        Look.at("imports/waiting", reviewed + "/review/1"));
  }

  private static void send(Page page, String source, byte[]... records) {
    page.locator("#source").fill(source);
    page.locator("#file").setInputFiles(Browser.file("own.mrc", records));
    page.locator("main form button").click();
  }

  private List<Look> policy() {
    var setting = "/policy/setting?at=BRANCH:DK-799701&name=hold.pickup-days";
    return List.of(
        Look.at("policy/settings", "/policy?at=BRANCH:DK-799701"),
        Look.at("policy/setting", setting),
        Look.at("policy/setting", "/policy/setting?at=TENANT:north&name=hold.shelve-at-checkin"),
        Look.at("policy/setting", setting, p -> plan(p, "#value", "400")),
        Look.at("policy/setting", setting, p -> plan(p, "#value", "9")),
        Look.at("policy/matrix", "/policy/matrix"),
        Look.at("policy/rule", "/policy/matrix/new"),
        Look.at(
            "policy/rule",
            "/policy/matrix/new",
            p -> {
              p.locator("#code").fill("axe");
              plan(p, "#term-renewals", "9");
            }),
        Look.at("policy/rule", "/policy/matrix/rule/films"),
        Look.at(
            "policy/cases",
            "/policy/cases?try=yes&patron-category=adult&item-category=book&setting=hold.order"),
        Look.at("policy/calendars", "/policy/calendars"),
        Look.at("policy/calendar", "/policy/calendars/DK-799701"),
        Look.at("policy/stops", "/policy/stops"),
        Look.at("versions/list", "/versions"),
        Look.at("versions/one", "/versions/" + version),
        Look.at(
            "versions/one",
            "/versions/" + version,
            p -> {
              p.locator("button.danger").click(); // it was changed again since
              assertThat(p.locator("[role=alert]")).isVisible();
            }));
  }

  private static void plan(Page page, String field, String value) {
    page.locator(field).fill(value);
    page.locator("button[value='plan']").click();
    page.waitForLoadState();
  }

  private List<Look> people() {
    var patron = "/privacy/patron/2000000002";
    return List.of(
        Look.at("privacy/find", "/privacy"),
        Look.at(
            "privacy/find",
            "/privacy",
            p -> {
              find(p, "navn");
              assertThat(p.locator(".patrons tbody tr")).not().hasCount(0);
            }),
        Look.at("privacy/person", patron),
        Look.at("privacy/data", patron + "/data"),
        Look.at("privacy/accesses", patron + "/accesses"),
        Look.at(
            "privacy/erased",
            "/privacy/patron/2000000001",
            p -> {
              p.locator("#confirm-number").fill("2000000001");
              p.locator("#erase button").click();
              assertThat(p.locator("#erased")).isVisible();
            }));
  }

  private List<Look> administration() {
    return List.of(
        Look.at("administration/index", "/administration"),
        Look.at("administration/list", "/administration/branches"),
        Look.at("administration/thing", "/administration/branches/one?branch=" + MAIN),
        Look.at("administration/thing", "/administration/accounts-sip2/one?name=north-kiosk"),
        Look.at(
            "administration/thing",
            "/administration/notice-templates/one?kind=ready&language=en&form=full"));
  }

  private List<Look> machines() {
    var log = "/log?account=north-kiosk&patron=A";
    return List.of(
        Look.at("machines/list", "/machines"),
        Look.at("machines/account", "/machines/account/north-kiosk"),
        Look.at("machines/new", "/machines/new"),
        Look.at(
            "machines/secret",
            "/machines/new",
            p -> {
              p.locator("#username").fill("probe");
              p.locator("#branch").selectOption(MAIN);
              p.locator("main form button").click();
              assertThat(p.locator("#secret")).isVisible();
            }),
        Look.at("log/log", log),
        Look.at("trial/trial", "/trial", p -> p.locator("button[value='item']").click()),
        Look.at(
            "trial/trial",
            log,
            p -> {
              p.locator(".log summary").last().click();
              p.locator(".log details[open] form[action$='/trial/replay'] button").click();
              assertThat(p.locator("#reply")).isVisible();
            }),
        Look.at("trial/search", "/trial/z3950", p -> p.locator("button[value='search']").click()),
        Look.at(
            "trial/partner",
            "/trial/ncip",
            p -> {
              p.locator("button[value='LookupUser']").click();
              assertThat(p.locator("#reply")).isVisible();
            }));
  }

  private List<Look> operations() {
    var booking = "/operations/bookings/place-bookings";
    return List.of(
        Look.at("operations/families", "/operations"),
        Look.at("operations/family", "/operations/accounts"),
        Look.at("operations/operation", "/operations/stops/put-stop"),
        Look.at(
            "operations/operation",
            booking + "?patron=A&titles=t:1&from=2030-01-01&until=2030-01-02",
            p -> {
              p.locator("#f-copies").fill("0");
              p.locator("#operation button").click();
              assertThat(p.locator("[role=alert]")).isVisible();
            }),
        Look.at(
            "operations/operation",
            "/operations/settings/list-settings?_ask=yes&limit=5",
            p -> assertThat(p.locator("a[rel=next]")).isVisible()));
  }

  /** The last, as the last of them signs out. */
  private List<Look> secondFactor() {
    var own = "/console/second-factor";
    return List.of(
        new Look("second-factor/enrolment", own, _ -> {}),
        new Look(
            "second-factor/recovery-codes",
            own,
            p -> {
              p.locator("#code").fill(TestAuthenticator.of(p.content()).code());
              p.locator("main form button").click();
              assertThat(p.locator("main ol li")).hasCount(10);
            }),
        new Look(
            "second-factor/own",
            own,
            p -> {
              p.locator("#code").fill("wrong");
              p.locator("button[value='renew']").click();
              assertThat(p.locator("[role=alert]")).isVisible();
            }),
        new Look(
            "second-factor/code",
            own,
            p -> {
              Browser.signOut(p);
              p.locator("#username").fill("otto");
              p.locator("#password").fill(TestStaff.PASSWORD);
              p.locator("main form button").click();
              assertThat(p.locator("#code")).isVisible();
            }));
  }
}
