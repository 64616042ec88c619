// At a visit's page: the phone takes along what it needs to scan the household's slip without a network.
import { fetchReader } from "../qr_reader.js";

navigator.serviceWorker?.ready.then(fetchReader).catch(() => {}); // without it the code is typed
