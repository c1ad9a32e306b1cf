/** The changes that a decision makes: the store writes these effects and knows no rules. */
@NullMarked
package org.samling.core.circulation.effect;

import org.jspecify.annotations.NullMarked;
