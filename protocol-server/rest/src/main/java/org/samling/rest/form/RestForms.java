package org.samling.rest.form;

import static org.samling.rest.form.RestForm.Written.DAY;
import static org.samling.rest.form.RestForm.Written.MOMENT;
import static org.samling.rest.form.RestForm.Written.MONEY;
import static org.samling.rest.form.RestForm.Written.NUMBER;

import java.util.List;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.rest.form.RestForm.ByName;
import org.samling.rest.form.RestForm.Flag;
import org.samling.rest.form.RestForm.ListOf;
import org.samling.rest.form.RestForm.Members;
import org.samling.rest.form.RestForm.Text;
import org.samling.rest.form.RestForm.Whole;
import org.samling.rest.form.RestForm.Word;

/** The forms of answers. */
public final class RestForms {

  static final int MANY = Integer.MAX_VALUE;
  public static final Text TEXT = new Text(16_000);
  static final Flag FLAG = new Flag();

  public static final Whole COUNTER = new Whole(0, Long.MAX_VALUE);

  public static final Members IMPORT =
      Members.NONE
          .needs("number", COUNTER, "")
          .needs("state", TEXT, "")
          .and(texts("reason", "records", "file", "sha256", "source", "format", "started-by"))
          .has("ended-early", TEXT, "where and why the file ended early")
          .has("dry-run", FLAG, "")
          .has("coding", TEXT, "how codings were decided; null for the setting of the source")
          .has("rules", new ByName(anything()), "the rules by which records were matched")
          .has("started", MOMENT, "")
          .has("ended", MOMENT, "")
          .and(counters("size", "read", "bytes", "offset", "added", "changed", "unchanged"))
          .and(counters("repaired", "rejected", "restored", "removed"))
          .has(
              "codings",
              new ByName(COUNTER),
              "the codings in which records were read, with the reasons")
          .has("can-be-undone", FLAG, "")
          .has("reports", new ListOf(TEXT, 0, MANY), "where its reports are");

  public static final Members UNDONE =
      counters("restored", "removed", "stay")
          .has(
              "records-that-stay", new ListOf(texts("record", "reason"), 0, MANY), "at most 1,000");

  public static final Members LOAN =
      Members.NONE
          .needs("item", TEXT, "its barcode")
          .needs("record", TEXT, "")
          .needs("title", TEXT, "")
          .needs("due", MOMENT, "")
          .needs("overdue", FLAG, "")
          .needs("recalled", FLAG, "")
          .needs("claimed-returned", FLAG, "")
          .needs("lost", FLAG, "")
          .needs("renewals-used", FLAG, "whether no renewals are left");

  public static final Members HOLD =
      Members.NONE
          .needs("number", NUMBER, "")
          .needs("record", TEXT, "")
          .needs("title", TEXT, "")
          .needs("pickup", TEXT, "")
          .needs("state", Word.of(HoldState.values()), "")
          .needs("placed", MOMENT, "")
          .has("item", TEXT, "the item that is set aside")
          .has("expires", MOMENT, "")
          .has("shelf", COUNTER, "the pickup number")
          .has("pickup-until", MOMENT, "")
          .has("paused-from", DAY, "the first day of its pause")
          .has("paused-until", DAY, "the last day of its pause; null if open-ended");

  public static final Members FEE =
      Members.NONE
          .needs("number", NUMBER, "")
          .needs("type", TEXT, "")
          .needs("amount", MONEY, "")
          .needs("open", MONEY, "")
          .needs("arose", MOMENT, "")
          .and(texts("title", "reason"));

  static final Members WHY =
      Members.NONE
          .needs("rule", TEXT, "")
          .needs("setting", TEXT, "")
          .needs("level", TEXT, "")
          .needs("value", TEXT, "");

  public static final Members PATRON =
      Members.NONE
          .needs("patron", TEXT, "an identifier that may be shown")
          .needs("name", TEXT, "")
          .needs("category", TEXT, "")
          .needs("branch", TEXT, "")
          .and(texts("language", "email", "phone", "address"))
          .has("birth-date", DAY, "")
          .has("expires", DAY, "")
          .needs("blocks", new ListOf(TEXT, 0, MANY), "")
          .needs("may-borrow", FLAG, "")
          .needs("broken", new ListOf(WHY, 0, MANY), "the rules that prevent borrowing")
          .and(counters("loans", "max-loans", "overdue", "holds", "max-holds"))
          .needs("owed", MONEY, "negative for credit")
          .needs("max-debt", MONEY, "")
          .needs("currency", TEXT, "");

  public static final Members CHANGED =
      Members.NONE.needs(
          "changed", new ListOf(TEXT, 0, MANY), "what was changed; empty if nothing had to be");

  public static final Members ITEM =
      Members.NONE
          .needs("item", TEXT, "its barcode")
          .needs("record", TEXT, "")
          .needs("title", TEXT, "")
          .and(texts("author", "media-type", "location", "call-number", "issue", "owner"))
          .has("properties", TEXT, "a machine's note on it")
          .needs("home", TEXT, "")
          .needs("at", TEXT, "the branch where it is, or the destination if it is in transit")
          .needs("status", Word.of(ItemStatus.values()), "")
          .needs("for-loan", FLAG, "")
          .has("due", MOMENT, "")
          .has("recalled", MOMENT, "")
          .needs("waiting", COUNTER, "the number of waiting holds on the title");

  public static final Members TITLE =
      Members.NONE
          .needs("record", TEXT, "")
          .needs("title", TEXT, "")
          .and(texts("author", "general", "specific", "shelf-mark"))
          .needs("items", new ListOf(ITEM, 0, MANY), "at most 200");

  public static final Members LENT =
      Members.NONE
          .needs("item", TEXT, "the barcode of an item or a set")
          .needs("title", TEXT, "")
          .needs("due", MOMENT, "")
          .needs("renewed", FLAG, "")
          .has("loan", NUMBER, "null for a set")
          .has(
              "items",
              new ListOf(texts("item", "title").has("due", MOMENT, ""), 0, MANY),
              "the items of a set")
          .has(
              "missing",
              new ListOf(TEXT, 0, MANY),
              "the missing items of a set, which are not lent");

  public static final Members REFUSED =
      Members.NONE
          .needs("item", TEXT, "")
          .needs("reason", Word.of(RefusalReason.values()), "")
          .needs("why", WHY, "");

  public static final Members RETURNED =
      Members.NONE
          .needs("item", TEXT, "")
          .needs("title", TEXT, "")
          .needs(
              "destination",
              new Word(
                  List.of("shelf", "hold-shelf", "hold-elsewhere", "home", "other-tenant", "set")),
              "where it goes now")
          .has("branch", TEXT, "the destination branch")
          .and(texts("owner", "bin"))
          .has("was-on-loan", FLAG, "")
          .has("due", MOMENT, "when it was due")
          .has("shelf", COUNTER, "the pickup number; null if staff are to shelve it")
          .has("pickup-until", MOMENT, "")
          .has("missing", new ListOf(TEXT, 0, MANY), "the missing items of a set");

  public static final Members PLACED =
      Members.NONE
          .needs("number", NUMBER, "")
          .needs("position", COUNTER, "")
          .needs("pickup", TEXT, "")
          .has("expires", MOMENT, "")
          .needs("on-shelf", FLAG, "whether staff are asked to fetch an item from a shelf");

  public static final Members PAID =
      Members.NONE
          .needs("number", NUMBER, "")
          .needs("taken", MONEY, "")
          .needs("owed", MONEY, "")
          .needs(
              "shares",
              new ListOf(
                  Members.NONE
                      .has("fee", NUMBER, "null for credit")
                      .needs("amount", MONEY, "")
                      .needs("open", MONEY, ""),
                  0,
                  MANY),
              "");

  /** Problem details (RFC 9457), with the reason for a refusal. */
  public static final Members PROBLEM =
      Members.NONE
          .needs("type", TEXT, "")
          .needs("title", TEXT, "")
          .needs("status", new Whole(400, 599), "")
          .needs("detail", TEXT, "what is wrong, and what to do")
          .has("reason", Word.of(RefusalReason.values()), "the reason of a refusal")
          .has("why", WHY, "the rule, and where it was set");

  private RestForms() {}

  /** A list of objects of one form, under a name. */
  public static Members listed(String name, Members of) {
    return Members.NONE.needs(name, new ListOf(of, 0, MANY), "");
  }

  /** The same as a page of a longer list. */
  public static Members paged(String name, Members of) {
    return listed(name, of).and(next());
  }

  private static Members next() {
    return Members.NONE.has(
        "next", anything(), "the value of \"after\" for the next page; null on the last page");
  }

  private static RestForm anything() {
    return new RestForm.Anything();
  }

  /** Texts, each of them optional. */
  public static Members texts(String... names) {
    var members = Members.NONE;
    for (var name : names) {
      members = members.has(name, TEXT, "");
    }
    return members;
  }

  private static Members counters(String... names) {
    var members = Members.NONE;
    for (var name : names) {
      members = members.has(name, COUNTER, "");
    }
    return members;
  }
}
