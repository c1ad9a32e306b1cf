/** What tests of several modules share. Never shipped. */
@NullMarked
package org.samling.testing;

import org.jspecify.annotations.NullMarked;
