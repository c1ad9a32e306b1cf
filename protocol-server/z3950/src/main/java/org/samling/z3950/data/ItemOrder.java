package org.samling.z3950.data;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.ber.BerWriter;
import org.samling.z3950.ber.Numbered;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.ber.Z3950Charset;

/**
 * A client's order by the extended service Item Order (Z39.50-2003, 3.2.9 and appendix EXT).
 *
 * @param contact the person to contact, or null
 * @param resultSetItem the ordered record of a result set, or null
 * @param itemRequest the order in a form of its own, or null: an ILL-Request of ISO 10161 as BER,
 *     or an ILL-APDU as XML in plain bytes, as clients of the Danish bibliographic centre send it
 */
public record ItemOrder(
    @Nullable Contact contact,
    @Nullable ResultSetItem resultSetItem,
    @Nullable External itemRequest) {

  /** The person to contact; components that were not given are null. */
  public record Contact(@Nullable String name, @Nullable String phone, @Nullable String email) {}

  /**
   * A record of a result set.
   *
   * @param resultSetId the result set
   * @param item its position, from 1
   */
  public record ResultSetItem(String resultSetId, long item) {}

  /**
   * The order in a request's parameters; empty if there is none that can be parsed. Payment
   * information is not read.
   */
  public static Optional<ItemOrder> read(External parameters, Z3950Charset charset) {
    return Oid.ITEM_ORDER.equals(parameters.directReference())
            && parameters.encoding() instanceof External.SingleAsn1Type(Octets element)
        ? ExternalWire.parse(element, charset, ItemOrderWire::read)
        : Optional.empty();
  }

  /** The parameters of an order request. */
  public External toParameters(Z3950Charset charset) {
    var out = new BerWriter(charset);
    ItemOrderWire.write(out, this);
    return new External(Oid.ITEM_ORDER, new External.SingleAsn1Type(new Octets(out.toBytes())));
  }

  /**
   * An order in a task package.
   *
   * @param contact the order's contact
   * @param auxiliaryStatus its status beside the package's own, or null
   */
  public record Outcome(@Nullable Contact contact, @Nullable AuxiliaryStatus auxiliaryStatus) {

    /** The outcome in a task package's parameters; empty if there is none. */
    public static Optional<Outcome> read(External parameters, Z3950Charset charset) {
      return Oid.ITEM_ORDER.equals(parameters.directReference())
              && parameters.encoding() instanceof External.SingleAsn1Type(Octets element)
          ? ExternalWire.parse(element, charset, ItemOrderWire::readOutcome)
          : Optional.empty();
    }

    /** The parameters of a task package with this outcome. */
    public External toParameters(Z3950Charset charset) {
      var out = new BerWriter(charset);
      ItemOrderWire.write(out, this);
      return new External(Oid.ITEM_ORDER, new External.SingleAsn1Type(new Octets(out.toBytes())));
    }
  }

  /** The status of an order. */
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
