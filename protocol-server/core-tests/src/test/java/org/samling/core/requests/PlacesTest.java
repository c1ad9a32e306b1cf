package org.samling.core.requests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlacesTest {

  @Test
  void whoComesBeyondTheLimitIsRefusedAndCountedUntilAPlaceIsFree() {
    var before = ResourceLimit.STREAMS.timesReached();
    var places = new Places(ResourceLimit.STREAMS, 2);
    assertThat(places.take()).isTrue();
    assertThat(places.take()).isTrue();
    assertThat(places.take()).isFalse();
    assertThat(places.take()).isFalse();
    assertThat(ResourceLimit.STREAMS.timesReached() - before).isEqualTo(2);
    places.giveBack();
    assertThat(places.take()).isTrue();
  }
}
