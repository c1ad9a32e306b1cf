package org.samling.z3950.data;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.ber.BerWriter;
import org.samling.z3950.ber.Numbered;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.ber.Z3950Charset;

/**
 * What a client orders by the extended service Item Order (Z39.50-2003, 3.2.9 and appendix EXT).
 *
 * @param contact whom to ask about it, or null
 * @param resultSetItem a record of a result set that is ordered, or null
 * @param itemRequest the order in a form of its own, or null: an ILL-Request of ISO 10161 as BER,
 *     or an ILL-APDU as XML in plain bytes, as the Danish bibliographic centre's clients send it
 */
public record ItemOrder(
    @Nullable Contact contact,
    @Nullable ResultSetItem resultSetItem,
    @Nullable External itemRequest) {

  /** Whom to ask; what is null was not said. */
  public record Contact(@Nullable String name, @Nullable String phone, @Nullable String email) {}

  /**
   * A record of a result set.
   *
   * @param resultSetId the set
   * @param item its place, from 1
   */
  public record ResultSetItem(String resultSetId, long item) {}

  /**
   * The order in a request's parameters, or nothing where there is none that can be understood.
   * What is said of payment is not read.
   */
  public static Optional<ItemOrder> read(External parameters, Z3950Charset charset) {
    return Oid.ITEM_ORDER.equals(parameters.directReference())
            && parameters.encoding() instanceof External.SingleAsn1Type(Octets element)
        ? ExternalWire.parse(element, charset, ItemOrderWire::read)
        : Optional.empty();
  }

  /** The parameters of a request for it. */
  public External toParameters(Z3950Charset charset) {
    var out = new BerWriter(charset);
    ItemOrderWire.write(out, this);
    return new External(Oid.ITEM_ORDER, new External.SingleAsn1Type(new Octets(out.toBytes())));
  }

  /**
   * What a task package says of an order.
   *
   * @param contact that of the order
   * @param auxiliaryStatus how it stands beside the package's own status, or null
   */
  public record Outcome(@Nullable Contact contact, @Nullable AuxiliaryStatus auxiliaryStatus) {

    /** The outcome in a task package's parameters, or nothing where there is none. */
    public static Optional<Outcome> read(External parameters, Z3950Charset charset) {
      return Oid.ITEM_ORDER.equals(parameters.directReference())
              && parameters.encoding() instanceof External.SingleAsn1Type(Octets element)
          ? ExternalWire.parse(element, charset, ItemOrderWire::readOutcome)
          : Optional.empty();
    }

    /** The parameters of a task package that tells of it. */
    public External toParameters(Z3950Charset charset) {
      var out = new BerWriter(charset);
      ItemOrderWire.write(out, this);
      return new External(Oid.ITEM_ORDER, new External.SingleAsn1Type(new Octets(out.toBytes())));
    }
  }

  /** How an order stands. */
  public enum AuxiliaryStatus implements Numbered {
    NOT_RECEIVED(1),
    LOAN_QUEUE(2),
    FORWARDED(3),
    UNFILLED_COPYRIGHT(4),
    FILLED_COPYRIGHT(5);

    private final int number;

    AuxiliaryStatus(int number) {
      this.number = number;
    }

    @Override
    public int number() {
      return number;
    }
  }
}
