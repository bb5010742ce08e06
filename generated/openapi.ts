// The types and query parameters of spec/openapi.yaml.
// Generated: do not edit. To make it again after a change of the spec, run `npm run generate`.

export interface paths {
    "/evses/{evse_id}/status_logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List status logs of an EVSE
         * @description Gives the EVSE's status logs a page at a time, newest first, optionally within bounds of `sampled_at`.
         */
        get: operations["listEvseStatusLogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/evses/{evse_id}/status_logs/{sampled_at}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one status log of an EVSE
         * @description Gives the status log that the EVSE's id and its exact `sampled_at` identify.
         */
        get: operations["getEvseStatusLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/evses/{evse_id}/command_logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List command logs of an EVSE
         * @description Gives the EVSE's command logs a page at a time, newest first, optionally within bounds of `logged_at`.
         */
        get: operations["listEvseCommandLogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/evses/{evse_id}/command_logs/{logged_at}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one command log of an EVSE
         * @description Gives the command log that the EVSE's id and its exact `logged_at` identify.
         */
        get: operations["getEvseCommandLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description What an EVSE reported at one instant. A reading that its integration could not get is null or absent. */
        EVSEStatusLog: {
            /**
             * Format: uri
             * @description Names this log. It is a label to keep, not a pattern to build others from.
             * @example https://api.ev.energy/v2/evse/evse01HSH04KDEWF6Z4DB2J77J74K5/status_logs/2024-04-17T09:39:45.984584Z/
             */
            url: string;
            /**
             * Format: date-time
             * @description When the state was sampled on the device. Together with the EVSE it identifies the log.
             * @example 2024-04-17T09:39:45.984584Z
             */
            sampled_at: string;
            /**
             * Format: date-time
             * @description When the sample was recorded, usually somewhat later.
             * @example 2024-04-17T09:39:47.310922Z
             */
            logged_at: string;
            /** @description The EVSE, as its URL, or in full with `expand=evse`. */
            evse: string | components["schemas"]["EVSE"];
            /**
             * @description Whether a vehicle is connected.
             * @example true
             */
            is_plugged_in?: boolean | null;
            /**
             * @description Whether charge is being delivered.
             * @example true
             */
            is_charging?: boolean | null;
            /**
             * @description Whether the EVSE is in free-vend mode.
             * @example false
             */
            is_enabled?: boolean | null;
            /**
             * @description Power delivered to the vehicle.
             * @example 7180
             */
            charge_rate_watts?: number | null;
            /**
             * @description Power taken from the vehicle to the grid.
             * @example 0
             */
            export_power_watts?: number | null;
            /**
             * @description Power at the supply inlet of the property.
             * @example 7940
             */
            inlet_power_watts?: number | null;
            /**
             * @description Reading of the EVSE's energy meter.
             * @example 1482310
             */
            meter_reading_watt_hours?: number | null;
            /**
             * @description Voltage at the EVSE.
             * @example 239400
             */
            voltage_millivolts?: number | null;
            /**
             * @description The most that the charging cable can carry.
             * @example 32000
             */
            cable_current_rating_milliamps?: number | null;
            /**
             * @description The most that the EVSE lets the vehicle draw.
             * @example 32000
             */
            max_current_rating_milliamps?: number | null;
            /**
             * @description Strength of the radio signal that the EVSE receives.
             * @example -61
             */
            signal_strength_rssi_dbm?: number | null;
            /**
             * @description How full the vehicle's battery is, as far as the EVSE can tell.
             * @example 54
             */
            state_of_charge_percentage?: number | null;
            /**
             * @description State of the control pilot by SAE J1772. A: standby. B: vehicle detected. C: charging. D: charging with ventilation. E: no power. F: fault.
             * @example C
             * @enum {string|null}
             */
            control_pilot_status?: "A" | "B" | "C" | "D" | "E" | "F" | (string & {}) | null;
            /**
             * @description What the EVSE is doing, in the words of its integration.
             * @example Charge
             * @enum {string|null}
             */
            mode?: "Unknown" | "Idle" | "Delay" | "Charge" | "Discharge" | "FFR" | "Load match" | "Export match" | "Peak time" | "Deep sleep" | (string & {}) | null;
        };
        /** @description One command that was sent to an EVSE. */
        EVSECommandLog: {
            /**
             * Format: uri
             * @description Names this log. It is a label to keep, not a pattern to build others from.
             * @example https://api.ev.energy/v2/evses/evse01HSH04KDEWF6Z4DB2J77J74K5/command_logs/2024-04-17T09:39:45.984584Z/
             */
            url: string;
            /**
             * Format: date-time
             * @description When the command was logged. Together with the EVSE it identifies the log.
             * @example 2024-04-17T09:39:45.984584Z
             */
            logged_at: string;
            /** @description The EVSE, as its URL, or in full with `expand=evse`. */
            evse: string | components["schemas"]["EVSE"];
            /**
             * @description The most that the EVSE was told to draw.
             * @example 32000
             */
            max_load_target_milliamps?: number | null;
            /**
             * @description Whether the EVSE was told to be in free-vend mode.
             * @example true
             */
            is_enabled_target?: boolean | null;
            /**
             * @description Whether the EVSE is to stay in free-vend mode always.
             * @example false
             */
            always_enabled?: boolean | null;
            /**
             * @description Why the command was sent.
             * @example SCHEDULED_CHARGING
             * @enum {string|null}
             */
            reason?: "SCHEDULED_CHARGING" | "REFRESH_SCHEDULES" | "STOP_CHARGE" | "START_CHARGE" | "SOLAR_CHARGE_NIGHTTIME_CHARGE_RATE" | "API_TRIGGERED_COMMAND" | "COMMISSIONING" | "CHARGING_SESSION" | "VEHICLE_TO_HOME" | "FREE_VEND" | "MAINTAIN_EVSE_STATE" | "CREATE_HOME_CHARGER" | "LOCKED_MODE" | "SMART_CHARGE_ENABLED_CHANGED" | "SMART_CHARGE_ENABLED" | "SMART_CHARGE_DISABLED" | (string & {}) | null;
            /**
             * Format: uuid
             * @description Links the command to the device command logs of the provider.
             * @example d4e5f6a7-b8c9-0123-def0-123456789abc
             */
            internal_command_id?: string | null;
        };
        /** @description A charger. What `expand` cannot reach from a log stays a URL. */
        EVSE: {
            /**
             * @description The id that the log operations take.
             * @example evse01HSH04KDEWF6Z4DB2J77J74K5
             */
            id: string;
            /**
             * Format: uri
             * @description Names this EVSE.
             * @example https://api.ev.energy/v2/evses/evse01HSH04KDEWF6Z4DB2J77J74K5
             */
            url: string;
            /**
             * @description The identifier that the maker gave it.
             * @example SHIR100001
             */
            cpid: string;
            /** @description The model, as its URL, or in full with `expand=evse.model`. */
            model?: string | components["schemas"]["EVSEModel"];
            /** @description The user it belongs to, as its URL, or in full with `expand=evse.user`. */
            user?: string | components["schemas"]["User"];
            /**
             * Format: uri
             * @description The newest status log.
             * @example https://api.ev.energy/v2/evse/evse01HSH04KDEWF6Z4DB2J77J74K5/status_logs/2024-04-17T09:39:45.984584Z/
             */
            latest_status_log?: string | null;
            /**
             * Format: uri
             * @description The current clamp that measures the property's supply.
             * @example null
             */
            ct_clamp?: string | null;
            /**
             * Format: uri
             * @description The list of its charging sub-sessions.
             * @example https://api.ev.energy/v2/evses/evse01HSH04KDEWF6Z4DB2J77J74K5/charging_sub_sessions
             */
            charging_sub_sessions?: string;
            /**
             * @description Who may charge.
             * @example SMART
             * @enum {string|null}
             */
            lock_mode?: "UNLOCKED" | "SMART" | "LOCKED" | (string & {}) | null;
            /**
             * @description How far the EVSE has come from being registered to being taken out of service.
             * @example COMMISSIONED
             * @enum {string|null}
             */
            lifecycle_state?: "CREATED_LINKED" | "INSTALLED" | "COMMISSIONED" | "DECOMMISSIONED" | "UNKNOWN" | "PROBABLY_INSTALLED" | "UNPAIRED" | "PENDING" | "ENROLLED" | (string & {}) | null;
            /** @description Where it stands. */
            location?: {
                /**
                 * Format: double
                 * @description Degrees north.
                 * @example 52.0936
                 */
                latitude: number;
                /**
                 * Format: double
                 * @description Degrees east.
                 * @example -2.0795
                 */
                longitude: number;
            } | null;
        };
        /** @description A product that a maker sells. */
        EVSEModel: {
            /**
             * @description Identifies the model.
             * @example emod01HSGZXM2V8Q4T6RBN3C9W5KYD
             */
            id: string;
            /**
             * Format: uri
             * @description Names this model.
             * @example https://api.ev.energy/v2/evse_models/emod01HSGZXM2V8Q4T6RBN3C9W5KYD
             */
            url: string;
            /**
             * @description Name for programs.
             * @example hearth-7
             */
            name: string;
            /**
             * @description Name for people.
             * @example Hearth 7 kW
             */
            display_name?: string | null;
            /** @description The maker, as its URL, or in full with `expand=evse.model.make`. */
            make?: string | components["schemas"]["EVSEMake"];
            /**
             * Format: uri
             * @description Where a user sets such an EVSE up.
             * @example null
             */
            onboarding_url?: string | null;
        };
        /** @description A maker of EVSEs. */
        EVSEMake: {
            /**
             * @description Identifies the maker.
             * @example emak01HSGZW9F3J5E7AQDP1S8X2MVB
             */
            id: string;
            /**
             * Format: uri
             * @description Names this maker.
             * @example https://api.ev.energy/v2/evse_makes/emak01HSGZW9F3J5E7AQDP1S8X2MVB
             */
            url: string;
            /**
             * @description Name for programs.
             * @example shire
             */
            name: string;
            /**
             * @description Name for people.
             * @example Shire Chargers
             */
            display_name?: string | null;
            /**
             * Format: uri
             * @description A picture of the brand.
             * @example null
             */
            icon?: string | null;
            /**
             * @description Whether the integration with this maker is on trial.
             * @example false
             */
            is_beta?: boolean;
            /**
             * Format: uri
             * @description The list of its models.
             * @example https://api.ev.energy/v2/evse_makes/emak01HSGZW9F3J5E7AQDP1S8X2MVB/evse_models
             */
            evse_models?: string;
            /**
             * @description Where a user sets up an EVSE of this maker; not promised to be a URL.
             * @example null
             */
            onboarding_url?: string | null;
        };
        /** @description A person whose charging the provider manages. These are personal data. */
        User: {
            /**
             * @description Identifies the user.
             * @example user01HSGZT4C6M8H0RKJ5V7Y9N1ES
             */
            id: string;
            /**
             * Format: uri
             * @description Names this user.
             * @example https://api.ev.energy/v2/users/user01HSGZT4C6M8H0RKJ5V7Y9N1ES
             */
            url: string;
            /**
             * @description The address to write to.
             * @example rosie@example.com
             */
            email?: string;
            /**
             * @description First and last name.
             * @example Rosie Cotton
             */
            full_name?: string;
            /**
             * Format: date-time
             * @description When the user registered.
             * @example 2023-11-02T18:04:11.402000Z
             */
            joined_at?: string;
            /**
             * Format: date-time
             * @description When the user agreed to the terms.
             * @example 2023-11-02T18:03:57.118000Z
             */
            terms_consent_datetime?: string | null;
            /** @description The user's EVSEs. */
            evses?: string[];
            /** @description The user's vehicles. */
            vehicles?: string[];
            /** @description The place that counts as the user's own. */
            default_location?: components["schemas"]["Location"];
        };
        /** @description A postal address with its place on the map. */
        Location: {
            /**
             * @description First line.
             * @example 3 Bagshot Row
             */
            address_1?: string | null;
            /**
             * @description Second line.
             * @example null
             */
            address_2?: string | null;
            /**
             * @description Town or city.
             * @example Hobbiton
             */
            city?: string | null;
            /**
             * @description State or region.
             * @example null
             */
            state?: string | null;
            /**
             * @description Post code.
             * @example HB1 3RW
             */
            postal_code?: string | null;
            /**
             * @description Country by ISO 3166-1 alpha-2.
             * @example GB
             */
            country_code?: string | null;
            /** @description The place on the map. */
            coordinates?: {
                /**
                 * Format: double
                 * @description Degrees north.
                 * @example 52.0936
                 */
                latitude: number;
                /**
                 * Format: double
                 * @description Degrees east.
                 * @example -2.0795
                 */
                longitude: number;
            } | null;
            /**
             * Format: uri
             * @description The site that this place belongs to.
             * @example null
             */
            evse_site?: string | null;
            /**
             * Format: uri
             * @description The energy tariff in force there.
             * @example null
             */
            tariff?: string | null;
        };
        /** @description Why a request failed, by RFC 9457. More members than these may come. */
        Problem: {
            /**
             * Format: uri
             * @description Names the kind of problem; left out where the status says it all.
             * @example https://api.ev.energy/v2/problems/rate-limit-exceeded/
             */
            type?: string;
            /**
             * @description The kind of problem in a few words, the same each time.
             * @example Too Many Requests
             */
            title: string;
            /**
             * @description The status code of the response.
             * @example 429
             */
            status?: number;
            /**
             * @description What went wrong this time.
             * @example Request was rate limited. Try again in 42 seconds
             */
            detail: string;
            /**
             * Format: uri
             * @description Names this one occurrence.
             * @example urn:uuid:7b0c2a4e-51d3-4f6a-9c88-e2d1f0a3b5c7
             */
            instance?: string;
            /** @description What is wrong with each field, by the field's name. */
            field_errors?: {
                [key: string]: string[];
            };
        };
    };
    responses: {
        /** @description A parameter is not valid, or the version is not supported. */
        BadListRequest: {
            headers: {
                "EvEnergy-Version": components["headers"]["EvEnergy-Version"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description A parameter is not valid, or the version is not supported. */
        BadRequest: {
            headers: {
                "EvEnergy-Version": components["headers"]["EvEnergy-Version"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No token, or one that is unknown, expired or revoked. */
        Unauthorized: {
            headers: {
                "EvEnergy-Version": components["headers"]["EvEnergy-Version"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The token is good, but lacks the scope of this operation. */
        Forbidden: {
            headers: {
                "EvEnergy-Version": components["headers"]["EvEnergy-Version"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There is no such EVSE or log, or the token may not see it. */
        NotFound: {
            headers: {
                "EvEnergy-Version": components["headers"]["EvEnergy-Version"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The `Accept` header allows no media type that the API can produce. */
        NotAcceptable: {
            headers: {
                "EvEnergy-Version": components["headers"]["EvEnergy-Version"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The allowance of this hour is used up. */
        TooManyRequests: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                "EvEnergy-Version": components["headers"]["EvEnergy-Version"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /**
         * @description Which EVSE, as `evse` and a ULID.
         * @example evse01HSH04KDEWF6Z4DB2J77J74K5
         */
        EvseId: string;
        /**
         * @description Which status log, by the instant it was sampled at, exactly as the log gives it. It may carry up to microseconds and loses its meaning when rounded.
         * @example 2024-04-17T09:39:45.984584Z
         */
        SampledAt: string;
        /**
         * @description Which command log, by the instant it was logged at, exactly as the log gives it. It may carry up to microseconds and loses its meaning when rounded.
         * @example 2024-04-17T09:39:45.984584Z
         */
        LoggedAt: string;
        /**
         * @description Only status logs sampled at this instant or later.
         * @example 2024-04-17T00:00:00Z
         */
        SampledAtGte: string;
        /**
         * @description Only status logs sampled at this instant or earlier.
         * @example 2024-04-17T23:59:59.999999Z
         */
        SampledAtLte: string;
        /**
         * @description Only command logs logged at this instant or later.
         * @example 2024-04-17T00:00:00Z
         */
        LoggedAtGte: string;
        /**
         * @description Only command logs logged at this instant or earlier.
         * @example 2024-04-17T23:59:59.999999Z
         */
        LoggedAtLte: string;
        /**
         * @description How many entries a page holds at most.
         * @example 100
         */
        PageSize: number;
        /**
         * @description Cursor of the page of older entries that follows it. Take it from a `next` link; it is opaque, so any string is accepted.
         * @example 2024-04-17T09:39:45.984584Z
         */
        PageAfter: string;
        /**
         * @description Cursor of the page of newer entries that precedes it. Take it from a `previous` link; it is opaque, so any string is accepted. Ignored when `page_after` is given too.
         * @example 2024-04-17T07:39:45.120384Z
         */
        PageBefore: string;
        /**
         * @description Puts a resource in place of its URL. Repeat the parameter for several. A longer path expands what lies on its way: `evse.model` expands `evse` too.
         * @example [
         *       "evse.model.make",
         *       "evse.user"
         *     ]
         */
        Expand: ("evse" | "evse.model" | "evse.model.make" | "evse.user")[];
        /**
         * @description The version of the API that is spoken. Without it the default version of the OAuth application applies, so always send it.
         * @example 2
         */
        Version: 2;
    };
    requestBodies: never;
    headers: {
        /**
         * @description Which version of the API answered.
         * @example 2
         */
        "EvEnergy-Version": 2;
        /**
         * @description How many requests this client may make in a rolling hour.
         * @example 1000
         */
        "X-RateLimit-Limit": number;
        /**
         * @description How many of them are left at the moment. No header tells when the next one is freed.
         * @example 987
         */
        "X-RateLimit-Remaining": number;
        /**
         * @description How many seconds to wait before the next request. Some answers are said to spell it `RetryAfter`.
         * @example 42
         */
        "Retry-After": number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listEvseStatusLogs: {
        parameters: {
            query?: {
                /**
                 * @description Only status logs sampled at this instant or later.
                 * @example 2024-04-17T00:00:00Z
                 */
                sampled_at__gte?: components["parameters"]["SampledAtGte"];
                /**
                 * @description Only status logs sampled at this instant or earlier.
                 * @example 2024-04-17T23:59:59.999999Z
                 */
                sampled_at__lte?: components["parameters"]["SampledAtLte"];
                /**
                 * @description How many entries a page holds at most.
                 * @example 100
                 */
                page_size?: components["parameters"]["PageSize"];
                /**
                 * @description Cursor of the page of older entries that follows it. Take it from a `next` link; it is opaque, so any string is accepted.
                 * @example 2024-04-17T09:39:45.984584Z
                 */
                page_after?: components["parameters"]["PageAfter"];
                /**
                 * @description Cursor of the page of newer entries that precedes it. Take it from a `previous` link; it is opaque, so any string is accepted. Ignored when `page_after` is given too.
                 * @example 2024-04-17T07:39:45.120384Z
                 */
                page_before?: components["parameters"]["PageBefore"];
                /**
                 * @description Puts a resource in place of its URL. Repeat the parameter for several. A longer path expands what lies on its way: `evse.model` expands `evse` too.
                 * @example [
                 *       "evse.model.make",
                 *       "evse.user"
                 *     ]
                 */
                expand?: components["parameters"]["Expand"];
            };
            header?: {
                /**
                 * @description The version of the API that is spoken. Without it the default version of the OAuth application applies, so always send it.
                 * @example 2
                 */
                "EvEnergy-Version"?: components["parameters"]["Version"];
            };
            path: {
                /**
                 * @description Which EVSE, as `evse` and a ULID.
                 * @example evse01HSH04KDEWF6Z4DB2J77J74K5
                 */
                evse_id: components["parameters"]["EvseId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of status logs, newest first. It may be empty without being the last. */
            200: {
                headers: {
                    /** @description The neighbouring pages as RFC 8288 links: `next` holds older entries, `previous` newer ones. A link to `about:blank` says that there is no such page. */
                    Link: string;
                    "EvEnergy-Version": components["headers"]["EvEnergy-Version"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EVSEStatusLog"][];
                };
            };
            400: components["responses"]["BadListRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
        };
    };
    getEvseStatusLog: {
        parameters: {
            query?: {
                /**
                 * @description Puts a resource in place of its URL. Repeat the parameter for several. A longer path expands what lies on its way: `evse.model` expands `evse` too.
                 * @example [
                 *       "evse.model.make",
                 *       "evse.user"
                 *     ]
                 */
                expand?: components["parameters"]["Expand"];
            };
            header?: {
                /**
                 * @description The version of the API that is spoken. Without it the default version of the OAuth application applies, so always send it.
                 * @example 2
                 */
                "EvEnergy-Version"?: components["parameters"]["Version"];
            };
            path: {
                /**
                 * @description Which EVSE, as `evse` and a ULID.
                 * @example evse01HSH04KDEWF6Z4DB2J77J74K5
                 */
                evse_id: components["parameters"]["EvseId"];
                /**
                 * @description Which status log, by the instant it was sampled at, exactly as the log gives it. It may carry up to microseconds and loses its meaning when rounded.
                 * @example 2024-04-17T09:39:45.984584Z
                 */
                sampled_at: components["parameters"]["SampledAt"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The status log. */
            200: {
                headers: {
                    "EvEnergy-Version": components["headers"]["EvEnergy-Version"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EVSEStatusLog"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
        };
    };
    listEvseCommandLogs: {
        parameters: {
            query?: {
                /**
                 * @description Only command logs logged at this instant or later.
                 * @example 2024-04-17T00:00:00Z
                 */
                logged_at__gte?: components["parameters"]["LoggedAtGte"];
                /**
                 * @description Only command logs logged at this instant or earlier.
                 * @example 2024-04-17T23:59:59.999999Z
                 */
                logged_at__lte?: components["parameters"]["LoggedAtLte"];
                /**
                 * @description How many entries a page holds at most.
                 * @example 100
                 */
                page_size?: components["parameters"]["PageSize"];
                /**
                 * @description Cursor of the page of older entries that follows it. Take it from a `next` link; it is opaque, so any string is accepted.
                 * @example 2024-04-17T09:39:45.984584Z
                 */
                page_after?: components["parameters"]["PageAfter"];
                /**
                 * @description Cursor of the page of newer entries that precedes it. Take it from a `previous` link; it is opaque, so any string is accepted. Ignored when `page_after` is given too.
                 * @example 2024-04-17T07:39:45.120384Z
                 */
                page_before?: components["parameters"]["PageBefore"];
                /**
                 * @description Puts a resource in place of its URL. Repeat the parameter for several. A longer path expands what lies on its way: `evse.model` expands `evse` too.
                 * @example [
                 *       "evse.model.make",
                 *       "evse.user"
                 *     ]
                 */
                expand?: components["parameters"]["Expand"];
            };
            header?: {
                /**
                 * @description The version of the API that is spoken. Without it the default version of the OAuth application applies, so always send it.
                 * @example 2
                 */
                "EvEnergy-Version"?: components["parameters"]["Version"];
            };
            path: {
                /**
                 * @description Which EVSE, as `evse` and a ULID.
                 * @example evse01HSH04KDEWF6Z4DB2J77J74K5
                 */
                evse_id: components["parameters"]["EvseId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of command logs, newest first. It may be empty without being the last. */
            200: {
                headers: {
                    /** @description The neighbouring pages as RFC 8288 links: `next` holds older entries, `previous` newer ones. A link to `about:blank` says that there is no such page. */
                    Link: string;
                    "EvEnergy-Version": components["headers"]["EvEnergy-Version"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EVSECommandLog"][];
                };
            };
            400: components["responses"]["BadListRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
        };
    };
    getEvseCommandLog: {
        parameters: {
            query?: {
                /**
                 * @description Puts a resource in place of its URL. Repeat the parameter for several. A longer path expands what lies on its way: `evse.model` expands `evse` too.
                 * @example [
                 *       "evse.model.make",
                 *       "evse.user"
                 *     ]
                 */
                expand?: components["parameters"]["Expand"];
            };
            header?: {
                /**
                 * @description The version of the API that is spoken. Without it the default version of the OAuth application applies, so always send it.
                 * @example 2
                 */
                "EvEnergy-Version"?: components["parameters"]["Version"];
            };
            path: {
                /**
                 * @description Which EVSE, as `evse` and a ULID.
                 * @example evse01HSH04KDEWF6Z4DB2J77J74K5
                 */
                evse_id: components["parameters"]["EvseId"];
                /**
                 * @description Which command log, by the instant it was logged at, exactly as the log gives it. It may carry up to microseconds and loses its meaning when rounded.
                 * @example 2024-04-17T09:39:45.984584Z
                 */
                logged_at: components["parameters"]["LoggedAt"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The command log. */
            200: {
                headers: {
                    "EvEnergy-Version": components["headers"]["EvEnergy-Version"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EVSECommandLog"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
        };
    };
}

/** The names of the query parameters of each path. */
export const queryParameters: { readonly [Path in keyof paths]: readonly string[] } = {
    "/evses/{evse_id}/status_logs": [
        "sampled_at__gte",
        "sampled_at__lte",
        "page_size",
        "page_after",
        "page_before",
        "expand"
    ],
    "/evses/{evse_id}/status_logs/{sampled_at}": [
        "expand"
    ],
    "/evses/{evse_id}/command_logs": [
        "logged_at__gte",
        "logged_at__lte",
        "page_size",
        "page_after",
        "page_before",
        "expand"
    ],
    "/evses/{evse_id}/command_logs/{logged_at}": [
        "expand"
    ]
};
