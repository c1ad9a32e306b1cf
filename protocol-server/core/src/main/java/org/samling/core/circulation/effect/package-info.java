/** What a decision changes: the store writes effects and knows no rule. */
@NullMarked
package org.samling.core.circulation.effect;

import org.jspecify.annotations.NullMarked;
