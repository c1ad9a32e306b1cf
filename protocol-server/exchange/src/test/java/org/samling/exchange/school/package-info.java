/** Tests of schools' classes, without a store. */
@NullMarked
package org.samling.exchange.school;

import org.jspecify.annotations.NullMarked;
