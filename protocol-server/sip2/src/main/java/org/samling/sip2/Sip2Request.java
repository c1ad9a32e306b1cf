package org.samling.sip2;

import java.util.function.UnaryOperator;

/**
 * A message from a self-service unit (SC) to the library system (ACS). Each has a class of its own,
 * by which it is dispatched; its fields are those of its layout.
 */
public abstract sealed class Sip2Request extends Sip2Message {

  private Sip2Request(Content content) {
    super(content);
  }

  /** Begins a message of this layout, one of {@link Sip2RequestLayouts}. */
  public static <M extends Sip2Request> Builder<M> request(Sip2Layout<M> layout) {
    return new Builder<>(layout);
  }

  /**
   * The time at which the unit says that it sent the message; blank if the message has no such
   * field.
   */
  public final Sip2Date transactionDate() {
    return layout().has(Sip2Fields.TRANSACTION_DATE)
        ? get(Sip2Fields.TRANSACTION_DATE)
        : Sip2Date.BLANK;
  }

  /**
   * The message with the patron's and the item's identifier (AA, AB) as they are to be read.
   *
   * @param read makes it of what was scanned or typed
   */
  public final Sip2Request scanned(UnaryOperator<String> read) {
    var content = content();
    var values = content.values().clone();
    var patron = content.layout().partOf(Sip2Fields.PATRON_IDENTIFIER);
    if (patron >= 0 && values[patron] instanceof Sip2PatronId(var scanned)) {
      values[patron] = new Sip2PatronId(read.apply(scanned));
    }
    var item = content.layout().partOf(Sip2Fields.ITEM_IDENTIFIER);
    if (item >= 0 && values[item] instanceof String scanned) {
      values[item] = read.apply(scanned);
    }
    return (Sip2Request) content.layout().make(values, content.extensions());
  }

  /** 93: the unit logs in. */
  public static final class Login extends Sip2Request {
    Login(Content content) {
      super(content);
    }
  }

  /** 99: the unit reports its condition and asks for the server's. */
  public static final class ScStatus extends Sip2Request {
    ScStatus(Content content) {
      super(content);
    }
  }

  /** 97: the unit could not read the last reply and asks for it again. */
  public static final class RequestAcsResend extends Sip2Request {
    RequestAcsResend(Content content) {
      super(content);
    }
  }

  /** 23: whether a patron may use the library. */
  public static final class PatronStatusRequest extends Sip2Request {
    PatronStatusRequest(Content content) {
      super(content);
    }
  }

  /** 63: everything about a patron, with one list of items. */
  public static final class PatronInformation extends Sip2Request {
    PatronInformation(Content content) {
      super(content);
    }
  }

  /** 11: a patron borrows an item. */
  public static final class Checkout extends Sip2Request {
    Checkout(Content content) {
      super(content);
    }
  }

  /** 09: an item is returned. */
  public static final class Checkin extends Sip2Request {
    Checkin(Content content) {
      super(content);
    }
  }

  /** 01: the unit asks to block a card. */
  public static final class BlockPatron extends Sip2Request {
    BlockPatron(Content content) {
      super(content);
    }
  }

  /** 35: the patron has finished. */
  public static final class EndPatronSession extends Sip2Request {
    EndPatronSession(Content content) {
      super(content);
    }
  }

  /** 37: a fee was paid at the unit. */
  public static final class FeePaid extends Sip2Request {
    FeePaid(Content content) {
      super(content);
    }
  }

  /** 17: everything about an item. */
  public static final class ItemInformation extends Sip2Request {
    ItemInformation(Content content) {
      super(content);
    }
  }

  /** 19: an item's properties change. */
  public static final class ItemStatusUpdate extends Sip2Request {
    ItemStatusUpdate(Content content) {
      super(content);
    }
  }

  /** 25: a blocked patron should be enabled again. */
  public static final class PatronEnable extends Sip2Request {
    PatronEnable(Content content) {
      super(content);
    }
  }

  /** 15: a hold is placed, deleted or changed; the item or the title is named. */
  public static final class Hold extends Sip2Request {
    Hold(Content content) {
      super(content);
    }
  }

  /** 29: a loan is renewed; the item or the title is named. */
  public static final class Renew extends Sip2Request {
    Renew(Content content) {
      super(content);
    }
  }

  /** 65: all of a patron's loans are renewed. */
  public static final class RenewAll extends Sip2Request {
    RenewAll(Content content) {
      super(content);
    }
  }
}
