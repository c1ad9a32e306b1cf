package org.samling.library.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class AddressRangeTest {

  private static boolean contains(String range, String address) {
    return AddressRange.parse(range).contains(InetAddress.ofLiteral(address));
  }

  @Test
  void addressesWithTheSameFirstBitsAreInTheNetwork() {
    assertThat(contains("10.20.0.0/14", "10.23.255.255")).isTrue();
    assertThat(contains("10.20.0.0/14", "10.24.0.0")).isFalse();
    assertThat(contains("0.0.0.0/0", "198.51.100.7")).isTrue();
    assertThat(contains("192.0.2.7", "192.0.2.7")).isTrue();
    assertThat(contains("192.0.2.7", "192.0.2.8")).isFalse();
    assertThat(contains("2001:db8::/33", "2001:db8:7fff::1")).isTrue();
    assertThat(contains("2001:db8::/33", "2001:db8:8000::1")).isFalse();
  }

  @Test
  void anAddressOfTheOtherVersionIsNotInTheNetwork() {
    assertThat(contains("0.0.0.0/0", "2001:db8::1")).isFalse();
    assertThat(contains("::/0", "192.0.2.7")).isFalse();
    assertThat(contains("192.0.2.0/24", "::ffff:192.0.2.7"))
        .as("an IPv4 address that is written as one of IPv6")
        .isTrue();
  }

  @Test
  void whatIsNoNetworkIsRefusedWithTheRightOne() {
    assertThatThrownBy(() -> AddressRange.parse("library.example.org/24"))
        .hasMessageContaining("must be a network such as 10.20.0.0/16");
    assertThatThrownBy(() -> AddressRange.parse("10.20.0.0/33"))
        .hasMessageContaining("from 0 to 32");
    assertThatThrownBy(() -> AddressRange.parse("10.20.0.0/")).hasMessageContaining("from 0 to 32");
    assertThatThrownBy(() -> AddressRange.parse("10.20.3.4/16"))
        .hasMessageContaining("write 10.20.0.0/16");
    assertThatThrownBy(() -> AddressRange.parse("fe80::1%eth0"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void countingTakesAnIpv6NetworkForOneAddress() {
    var one = AddressRange.counted(InetAddress.ofLiteral("2001:db8:1:2:aaaa::1"));
    assertThat(one).isEqualTo(AddressRange.counted(InetAddress.ofLiteral("2001:db8:1:2::ffff")));
    assertThat(one).isNotEqualTo(AddressRange.counted(InetAddress.ofLiteral("2001:db8:1:3::1")));
    assertThat(AddressRange.counted(InetAddress.ofLiteral("192.0.2.7")))
        .isEqualTo(InetAddress.ofLiteral("192.0.2.7"));
  }
}
