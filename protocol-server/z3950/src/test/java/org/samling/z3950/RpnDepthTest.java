package org.samling.z3950;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.z3950.Messages.REFERENCE;
import static org.samling.z3950.Messages.search;
import static org.samling.z3950.Messages.title;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.z3950.ber.BerLimits;
import org.samling.z3950.ber.BerLimits.Limit;
import org.samling.z3950.ber.BerTag;
import org.samling.z3950.ber.BerWriter;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.data.RpnStructure;
import org.samling.z3950.data.RpnStructure.And;
import org.samling.z3950.data.RpnStructure.Operation;

/** Queries of many operands: machines make them, and so do attackers. */
class RpnDepthTest {
  private static final BerLimits LIMITS = new BerLimits(8 << 20, 528, 1 << 16);
  private static final Z3950Codec CODEC = new Z3950Codec(LIMITS);

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void fiveHundredOperandsAreUnderstood(boolean leftDeep) {
    RpnStructure query = title("0");
    for (int i = 1; i < 500; i++) {
      var operand = title(Integer.toString(i));
      query =
          leftDeep
              ? new Operation(query, operand, new And())
              : new Operation(operand, query, new And());
    }
    var request = search(query);
    assertThat(CODEC.decode(CODEC.encodeRequest(request)))
        .isEqualTo(new Decoded.Message<>(request));
  }

  @Test
  void manyOperandsThatAreNotNestedDeepAreALimitOfTheirOwn() {
    var many = search(balanced(4096));
    assertThat(CODEC.decode(CODEC.encodeRequest(many))).isEqualTo(new Decoded.Message<>(many));
    assertThat(CODEC.decode(CODEC.encodeRequest(search(balanced(8192)))))
        .isEqualTo(new Decoded.TooComplex<>(Apdu.SEARCH_REQUEST, REFERENCE, Limit.NODES, 1 << 16));
  }

  private static RpnStructure balanced(int operands) {
    return operands == 1
        ? title("x")
        : new Operation(balanced(operands / 2), balanced(operands / 2), new And());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aHundredThousandOperandsAreRefusedWithTheirReference(boolean leftDeep) {
    var frame = deep(100_000, leftDeep);
    assertThat(frame.bytes().length).isBetween(2_500_000, 4_000_000);
    var refused = new Decoded.TooComplex<>(Apdu.SEARCH_REQUEST, REFERENCE, Limit.DEPTH, 528);
    var roomy = new Z3950Codec(new BerLimits(8 << 20, 528, 4_000_000));
    assertThat(roomy.decode(frame)).isEqualTo(refused);
    assertThat(CODEC.decode(frame)).isInstanceOf(Decoded.TooComplex.class);
  }

  @Test
  void theDeepestQueryFitsAVirtualThreadAndHalfAnOrdinaryStack() throws InterruptedException {
    for (boolean leftDeep : new boolean[] {true, false}) {
      var frame = deep(522, leftDeep);
      expectUsable(frame, Thread.ofVirtual()::unstarted);
      expectUsable(frame, work -> new Thread(null, work, "small", 512 * 1024));
      assertThat(CODEC.decode(deep(523, leftDeep))).isInstanceOf(Decoded.TooComplex.class);
    }
  }

  private static void expectUsable(Z3950Frame frame, Function<Runnable, Thread> threads)
      throws InterruptedException {
    var failure = new AtomicReference<@Nullable Throwable>();
    var thread =
        threads.apply(() -> {
          var first = message(frame);
          var second = message(frame);
          assertThat(first.equals(second)).isTrue();
          assertThat(first.hashCode()).isEqualTo(second.hashCode());
          assertThat(first.toString().equals(second.toString())).isTrue();
          assertThat(CODEC.encodeRequest(first)).isEqualTo(frame);
          assertThat(new Z3950Annotator(CODEC).annotate(frame)).contains("AndNot");
        });
    thread.setUncaughtExceptionHandler((_, e) -> failure.set(e));
    thread.start();
    thread.join();
    assertThat(failure.get()).isNull();
  }

  private static Z3950Request message(Z3950Frame frame) {
    var decoded = CODEC.decode(frame);
    assertThat(decoded).isInstanceOf(Decoded.Message.class);
    return ((Decoded.Message<Z3950Request>) decoded).message();
  }

  /** A search whose operations are nested, written without recursion. */
  private static Z3950Frame deep(int operations, boolean leftDeep) {
    var out = new BerWriter(Z3950Charset.UTF_8);
    out.begin(Apdu.SEARCH_REQUEST.tag());
    out.octets(ApduWire.REFERENCE_ID, REFERENCE);
    for (int tag = 13; tag <= 15; tag++) {
      out.integer(BerTag.context(tag), 0L);
    }
    out.bool(BerTag.context(16), true);
    out.text(BerTag.context(17), "1");
    out.begin(BerTag.context(18));
    out.end();
    out.begin(BerTag.context(21));
    out.begin(BerTag.context(1));
    out.oid(BerTag.OBJECT_IDENTIFIER, Oid.BIB_1);
    for (int i = 0; i < operations; i++) {
      out.begin(BerTag.context(1));
      if (!leftDeep) {
        operand(out);
      }
    }
    operand(out);
    for (int i = 0; i < operations; i++) {
      if (leftDeep) {
        operand(out);
      }
      out.begin(BerTag.context(46));
      out.nothing(BerTag.context(2));
      out.end();
      out.end();
    }
    out.end();
    out.end();
    out.end();
    return new Z3950Frame(out.toBytes());
  }

  private static void operand(BerWriter out) {
    out.begin(BerTag.context(0));
    out.begin(BerTag.context(102));
    out.begin(BerTag.context(44));
    out.end();
    out.text(BerTag.context(45), "abcdefg");
    out.end();
    out.end();
  }
}
