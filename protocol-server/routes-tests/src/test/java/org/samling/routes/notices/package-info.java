@NullMarked
package org.samling.routes.notices;

import org.jspecify.annotations.NullMarked;
