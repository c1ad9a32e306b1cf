@NullMarked
package org.samling.exchange.notices;

import org.jspecify.annotations.NullMarked;
