package org.samling.console.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.Reply;
import org.samling.console.web.Request;
import org.samling.console.web.Visit;
import org.samling.core.StoreException;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.ItemDetails;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.ItemRegister.UnknownRecordException;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.ItemCommand;
import org.samling.core.circulation.command.ItemCommand.DescribeItem;
import org.samling.core.circulation.command.ItemCommand.RelocateItem;
import org.samling.core.circulation.command.ItemCommand.RestoreItem;
import org.samling.core.circulation.command.ItemCommand.WithdrawItem;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.facts.Enumeration;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.outcome.ItemOutcome;

/** The pages on which items are added, edited, withdrawn and returned to the collection. */
final class ItemPages {

  private static final String FORM = "catalogue/item";
  private static final int MAX_BARCODE = 100;
  private static final int MAX_CALL_NUMBER = 255;
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final Duration WINDOW = Duration.ofDays(1);
  private static final Pattern PRICE = Pattern.compile("\\d{1,9}(?:[.,]\\d{1,3})?");

  private static final List<String> FIELDS =
      List.of(
          "barcode",
          "branch",
          "category",
          "location",
          "call-number",
          "price",
          "volume",
          "issue-year",
          "issue",
          "note",
          "status");

  private final CataloguePorts ports;
  private final Branches branches;

  /** The form can't be saved; the message is a text for staff. */
  private static final class UnfitException extends Exception {

    private static final long serialVersionUID = 1L;

    UnfitException(String words) {
      super(words);
    }
  }

  /**
   * The typed values.
   *
   * @param branch the branch code
   * @param category the category code
   * @param location the location within the branch, or null
   * @param callNumber the call number, or null
   * @param price the price in minor units, or null
   * @param enumeration volume or issue, or null
   * @param note the note; may be empty
   */
  private record Typed(
      String branch,
      String category,
      @Nullable String location,
      @Nullable String callNumber,
      @Nullable Long price,
      @Nullable Enumeration enumeration,
      String note) {}

  ItemPages(CataloguePorts ports) {
    this.ports = ports;
    this.branches = new Branches(ports.inquiries());
  }

  /** Handles a request for one item. */
  interface OnItem {
    Reply answer(NewItem item);
  }

  /** Runs an action on the item that the URL names, if the visitor may see it. */
  Reply on(Visit visit, OnItem answer) {
    return known(visit, visit.request().part("item"))
        .filter(i -> branches.of(visit).containsKey(i.branch()))
        .map(answer::answer)
        .orElseGet(Reply::notFound);
  }

  private Optional<NewItem> known(Visit visit, String barcode) {
    return Optional.ofNullable(
        ports.items().known(visit.tenant().id(), List.of(barcode)).items().get(barcode));
  }

  /** Shows the form for a new item of a record. */
  Reply blank(Visit visit, AddressedRecord record) {
    return Reply.page(FORM, newForm(visit, record, Map.of("status", "AVAILABLE"), null));
  }

  private ItemForm newForm(
      Visit visit, AddressedRecord record, Map<String, String> typed, @Nullable String problem) {
    var path = "/catalogue/record/" + Visit.encoded(record.key().toString());
    return form(
        visit,
        visit.path(path + "/item" + AddressedRecord.argument(record.of())),
        visit.path(record.path()),
        record.record().brief().title(),
        "",
        null,
        typed,
        problem);
  }

  private ItemForm form(
      Visit visit,
      String address,
      String back,
      String title,
      String barcode,
      @Nullable ItemStatus status,
      Map<String, String> typed,
      @Nullable String problem) {
    var all = new HashMap<>(typed);
    all.putIfAbsent("once", UUID.randomUUID().toString());
    return new ItemForm(
        address,
        back,
        title,
        barcode,
        status,
        all,
        branches.of(visit),
        categories(visit),
        visit.tenant().currency().getCurrencyCode(),
        problem);
  }

  private Map<String, String> categories(Visit visit) {
    var categories = new TreeMap<String, String>();
    ports
        .inquiries()
        .policy(visit.tenant().id())
        .itemCategories()
        .values()
        .forEach(c -> categories.put(c.code(), c.name()));
    return categories;
  }

  /** Shows the form for an existing item. */
  Reply edit(Visit visit, NewItem item) {
    return Reply.page(FORM, form(visit, item, kept(visit, item), null));
  }

  private ItemForm form(
      Visit visit, NewItem item, Map<String, String> typed, @Nullable String problem) {
    var all = new HashMap<>(typed);
    all.put("version", version(item));
    var record = AddressedRecord.find(visit, item.record(), "", ports.records(), ports.tenants());
    return form(
        visit,
        visit.path("/catalogue/item/" + Visit.encoded(item.barcode())),
        visit.path(AddressedRecord.path(item.record(), "")),
        record.map(r -> r.record().brief().title()).orElse(item.record().toString()),
        item.barcode(),
        item.status(),
        all,
        problem);
  }

  private Map<String, String> kept(Visit visit, NewItem item) {
    var kept = new HashMap<String, String>();
    kept.put("branch", item.branch());
    kept.put("category", item.category());
    kept.put("location", Objects.requireNonNullElse(item.location(), ""));
    kept.put("call-number", Objects.requireNonNullElse(item.callNumber(), ""));
    kept.put("price", price(visit, item.price()));
    ports
        .inquiries()
        .item(visit.tenant().id(), item.barcode())
        .ifPresent(state -> {
          var shown = state.item();
          kept.put("note", Objects.requireNonNullElse(shown.properties(), ""));
          var enumeration = shown.enumeration();
          if (enumeration != null) {
            kept.put("volume", Objects.requireNonNullElse(enumeration.volume(), ""));
            kept.put("issue-year", Objects.requireNonNullElse(enumeration.year(), ""));
            kept.put("issue", Objects.requireNonNullElse(enumeration.issue(), ""));
          }
        });
    return kept;
  }

  private static String price(Visit visit, @Nullable Long price) {
    return price == null
        ? ""
        : BigDecimal.valueOf(price, decimals(visit))
            .toPlainString()
            .replace('.', visit.words().language().equals("da") ? ',' : '.');
  }

  private static int decimals(Visit visit) {
    return Math.max(0, visit.tenant().currency().getDefaultFractionDigits());
  }

  private static Map<String, String> typed(Request request) {
    var typed = new HashMap<String, String>();
    FIELDS.forEach(f -> typed.put(f, request.field(f)));
    return typed;
  }

  /** Adds an item to a record. */
  Reply add(Visit visit, AddressedRecord record) {
    var request = visit.request();
    try {
      var barcode = barcode(visit);
      var typed = read(visit);
      var item = item(barcode, record.key(), status(request), typed);
      ports.items().putItems(visit.tenant().id(), List.of(item));
      if (!typed.note().isEmpty()) {
        submit(new DescribeItem(origin(visit, typed.branch(), "note"), barcode, typed.note()));
      }
      visit.note("item-added", barcode, record.key().toString());
      return Reply.to(visit.path(record.path()));
    } catch (UnfitException e) {
      return Reply.unfit(FORM, newForm(visit, record, typed(request), e.getMessage()));
    } catch (UnknownRecordException e) {
      return Reply.notFound(); // deleted in the meantime
    }
  }

  private static NewItem item(String barcode, RecordKey record, ItemStatus status, Typed typed) {
    return new NewItem(
        barcode,
        record,
        typed.branch(),
        typed.category(),
        status,
        ItemDetails.builder()
            .location(typed.location())
            .callNumber(typed.callNumber())
            .price(typed.price())
            .enumeration(typed.enumeration())
            .build());
  }

  private static ItemStatus status(Request request) {
    return switch (request.field("status")) {
      case "IN_PROCESS" -> ItemStatus.IN_PROCESS;
      case "ON_ORDER" -> ItemStatus.ON_ORDER;
      default -> ItemStatus.AVAILABLE;
    };
  }

  /** Reads the barcode of a new item, which must not be in use. */
  private String barcode(Visit visit) throws UnfitException {
    var barcode = visit.request().field("barcode");
    if (barcode.isEmpty() || barcode.length() > MAX_BARCODE) {
      throw unfit(visit, "catalogue.barcode-unfit");
    }
    var known = ports.items().known(visit.tenant().id(), List.of(barcode));
    if (known.items().containsKey(barcode) || known.ownersElsewhere().containsKey(barcode)) {
      throw unfit(visit, "catalogue.barcode-taken");
    }
    return barcode;
  }

  private Typed read(Visit visit) throws UnfitException {
    var request = visit.request();
    var branch = request.field("branch");
    if (!branches.of(visit).containsKey(branch)) {
      throw unfit(visit, "catalogue.branch-unfit");
    }
    var category = request.field("category");
    if (!categories(visit).containsKey(category)) {
      throw unfit(visit, "catalogue.category-unfit");
    }
    return new Typed(
        branch,
        category,
        text(visit, "location", RelocateItem.MAX_LOCATION),
        text(visit, "call-number", MAX_CALL_NUMBER),
        price(visit),
        Enumeration.of(
            text(visit, "volume", Enumeration.MAX_LENGTH),
            text(visit, "issue-year", Enumeration.MAX_LENGTH),
            text(visit, "issue", Enumeration.MAX_LENGTH)),
        Objects.requireNonNullElse(text(visit, "note", DescribeItem.MAX_PROPERTIES), ""));
  }

  private static @Nullable String text(Visit visit, String field, int longest)
      throws UnfitException {
    var text = visit.request().field(field);
    if (text.length() > longest) {
      throw new UnfitException(
          visit.words().of("catalogue.too-long", visit.words().of("catalogue." + field), longest));
    }
    return text.isEmpty() ? null : text;
  }

  private static @Nullable Long price(Visit visit) throws UnfitException {
    var text = visit.request().field("price");
    if (text.isEmpty()) {
      return null;
    }
    try {
      if (PRICE.matcher(text).matches()) {
        return new BigDecimal(text.replace(',', '.'))
            .movePointRight(decimals(visit))
            .longValueExact();
      }
    } catch (ArithmeticException _) {
      // Too many decimals for the currency; reported below.
    }
    throw unfit(visit, "catalogue.price-unfit");
  }

  private static UnfitException unfit(Visit visit, String key) {
    return new UnfitException(visit.words().of(key));
  }

  /** Saves an edited item. Circulation moves it to its branch first. */
  Reply save(Visit visit, NewItem before) {
    var request = visit.request();
    try {
      if (!request.field("version").equals(version(before))) {
        throw unfit(visit, "catalogue.item-changed-meanwhile");
      }
      var typed = read(visit);
      if (typed.enumeration() == null && kept(visit, before).containsKey("volume")) {
        throw unfit(visit, "catalogue.issue-stays");
      }
      move(visit, before, typed);
      ports.items().putItems(visit.tenant().id(), List.of(changed(before, typed)));
      describe(visit, before, typed);
      visit.note("item-changed", before.barcode(), "");
      return Reply.to(visit.path(AddressedRecord.path(before.record(), "")));
    } catch (UnfitException e) {
      var now = known(visit, before.barcode()).orElse(before);
      return Reply.unfit(FORM, form(visit, now, typed(request), e.getMessage()));
    }
  }

  private static NewItem changed(NewItem before, Typed typed) {
    return new NewItem(
        before.barcode(),
        before.record(),
        typed.branch(),
        typed.category(),
        before.status(),
        ItemDetails.builder()
            .location(typed.location())
            .callNumber(typed.callNumber())
            .materialGroup(before.materialGroup())
            .modifier(before.modifier())
            .accession(before.accession())
            .floatingGroup(before.floatingGroup())
            .price(typed.price())
            .enumeration(typed.enumeration())
            .build());
  }

  private void move(Visit visit, NewItem before, Typed typed) throws UnfitException {
    var location = Objects.requireNonNullElse(typed.location(), "");
    var isSame =
        typed.branch().equals(before.branch())
            && location.equals(Objects.requireNonNullElse(before.location(), ""));
    if (!isSame) {
      refuse(
          visit,
          submit(
              new RelocateItem(
                  origin(visit, before.branch(), "move"),
                  before.barcode(),
                  typed.branch(),
                  location)));
    }
  }

  private void describe(Visit visit, NewItem before, Typed typed) throws UnfitException {
    if (!typed.note().equals(kept(visit, before).getOrDefault("note", ""))) {
      refuse(
          visit,
          submit(
              new DescribeItem(
                  origin(visit, typed.branch(), "note"), before.barcode(), typed.note())));
    }
  }

  /** Withdraws an item. */
  Reply withdraw(Visit visit, NewItem item) {
    var reason = visit.request().field("reason");
    if (reason.isEmpty() || reason.length() > WithdrawItem.MAX_REASON) {
      return Reply.unfit(
          FORM, form(visit, item, kept(visit, item), visit.words().of("catalogue.reason-unfit")));
    }
    return commanded(
        visit,
        item,
        "item-withdrawn",
        reason,
        new WithdrawItem(origin(visit, item.branch(), "withdraw"), item.barcode(), reason));
  }

  /** Returns a withdrawn item to the collection. */
  Reply restore(Visit visit, NewItem item) {
    return commanded(
        visit,
        item,
        "item-restored",
        "",
        new RestoreItem(origin(visit, item.branch(), "restore"), item.barcode()));
  }

  private Reply commanded(
      Visit visit, NewItem item, String act, String detail, ItemCommand command) {
    try {
      refuse(visit, submit(command));
      visit.note(act, item.barcode(), detail);
      return Reply.to(visit.path("/catalogue/item/" + Visit.encoded(item.barcode())));
    } catch (UnfitException e) {
      return Reply.unfit(FORM, form(visit, item, kept(visit, item), e.getMessage()));
    }
  }

  private static void refuse(Visit visit, ItemOutcome outcome) throws UnfitException {
    if (outcome instanceof ItemOutcome.Refused refused) {
      var key = "catalogue.refused." + refused.reason().name();
      throw new UnfitException(
          visit.words().has(key)
              ? visit.words().of(key)
              : visit.words().of("catalogue.refused", refused.reason().name()));
    }
  }

  /** Makes a form that is sent twice take effect once. */
  private static Origin origin(Visit visit, String branch, String what) {
    var once = visit.request().field("once");
    return new Origin(
        visit.tenant().id(),
        CommandKey.of(
            WINDOW,
            "console",
            visit.member().username(),
            what,
            once.isEmpty() ? UUID.randomUUID() : once,
            visit.request().path()),
        visit.member().username(),
        visit.workplace().branchOr(branch),
        Instant.now().plus(DEADLINE));
  }

  private ItemOutcome submit(ItemCommand command) {
    try {
      return ports.circulation().submit(command).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StoreException fault) {
        throw fault;
      }
      throw e;
    }
  }

  /** Returns the fingerprint of an item as stored. */
  private static String version(NewItem item) {
    return Fingerprint.of(item.toString().getBytes(UTF_8));
  }
}
