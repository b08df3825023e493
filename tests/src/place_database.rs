//! A database of places as vendors make them, in the MaxMind DB format, version 2.0: a binary tree of networks, what is known of each,
//! and what the database says of itself.

use std::{net::IpAddr, path::Path};

use serde_json::{Value, json};

/// Between the tree and the data.
const SEPARATOR: [u8; 16] = [0; 16];
/// Before what the database says of itself.
const MARKER: &[u8] = b"\xab\xcd\xefMaxMind.com";
/// Bits of an address: those of IPv4 stand at the end of zeros.
const BITS: u32 = 128;

/// What a branch of the tree leads to.
#[derive(Clone, Copy)]
enum Branch {
    Nothing,
    Node(usize),
    /// So many bytes into the data.
    Data(usize),
}

/// A database that is being written. Networks must not overlap.
pub struct PlaceDatabase {
    kind: String,
    tree: Vec<[Branch; 2]>,
    data: Vec<u8>,
}

impl PlaceDatabase {
    /// An empty one that says that it is of this type, such as `GeoLite2-City`.
    pub fn new(kind: &str) -> Self {
        Self {
            kind: kind.to_owned(),
            tree: vec![[Branch::Nothing; 2]],
            data: Vec::new(),
        }
    }

    /// One that knows cities: `192.0.2.0/24` and `2001:db8:1::/48` are in Lyon, `198.51.100.0/24` is in Tokyo, `203.0.113.0/24` somewhere
    /// in France.
    pub fn of_cities() -> Self {
        let lyon = json!({
            "country": {"iso_code": "FR", "names": {"en": "France"}},
            "subdivisions": [{"iso_code": "ARA", "names": {"en": "Auvergne-Rhône-Alpes"}}],
            "city": {"geoname_id": 2_996_944, "names": {"en": "Lyon", "ja": "リヨン", "pt-BR": "Lião"}},
            "location": {"latitude": 45.764, "longitude": 4.8357, "accuracy_radius": 20, "time_zone": "Europe/Paris"},
        });
        let tokyo = json!({
            "country": {"iso_code": "JP", "names": {"en": "Japan"}},
            "subdivisions": [{"iso_code": "13", "names": {"en": "Tokyo", "ja": "東京都"}}],
            "location": {"latitude": 35.6762, "longitude": 139.6503, "accuracy_radius": 50},
        });
        let somewhere = json!({
            "country": {"iso_code": "FR", "names": {"en": "France"}},
            "city": {"names": {"en": "Paris"}},
            "location": {"latitude": 48, "longitude": 2, "accuracy_radius": 1000},
        });
        Self::new("GeoLite2-City")
            .with("192.0.2.0/24", &lyon)
            .with("2001:db8:1::/48", &lyon)
            .with("198.51.100.0/24", &tokyo)
            .with("203.0.113.0/24", &somewhere)
    }

    /// …that says this of a network.
    ///
    /// # Panics
    /// If it is no network, or lies in one of which something was said.
    #[must_use]
    pub fn with(mut self, network: &str, record: &Value) -> Self {
        let (address, prefix) = network.split_once('/').expect("a network has a length");
        let (address, above) = match address.parse().expect("it begins with an address") {
            IpAddr::V4(address) => (u128::from(address.to_bits()), 96),
            IpAddr::V6(address) => (address.to_bits(), 0),
        };
        let length = above + prefix.parse::<u32>().expect("a length is a number");
        let mut node = 0;
        for depth in 0..length {
            let side = usize::from(address >> (BITS - 1 - depth) & 1 == 1);
            if depth + 1 == length {
                self.tree[node][side] = Branch::Data(self.data.len());
                break;
            }
            node = match self.tree[node][side] {
                Branch::Node(next) => next,
                Branch::Nothing => {
                    self.tree.push([Branch::Nothing; 2]);
                    let next = self.tree.len() - 1;
                    self.tree[node][side] = Branch::Node(next);
                    next
                }
                Branch::Data(_) => panic!("{network} lies in another one"),
            };
        }
        encode(record, &mut self.data);
        self
    }

    /// What is in the file.
    pub fn bytes(&self) -> Vec<u8> {
        let nodes = self.tree.len();
        let branches = self.tree.iter().flatten().flat_map(|branch| {
            let pointer = match *branch {
                Branch::Node(node) => node,
                Branch::Nothing => nodes,
                Branch::Data(at) => nodes + SEPARATOR.len() + at,
            };
            let pointer = u32::try_from(pointer).expect("the database is small");
            let [top, rest @ ..] = pointer.to_be_bytes();
            assert_eq!(top, 0, "a pointer has 24 bits");
            rest
        });
        let mut bytes: Vec<u8> = branches.collect();
        bytes.extend(SEPARATOR);
        bytes.extend(&self.data);
        bytes.extend(MARKER);
        self.say_of_itself(&mut bytes);
        bytes
    }

    fn say_of_itself(&self, bytes: &mut Vec<u8>) {
        let texts = [
            ("database_type", json!(self.kind)),
            ("description", json!({"en": "Example places"})),
            ("languages", json!(["en", "ja", "pt-BR"])),
        ];
        let numbers = [
            ("binary_format_major_version", Type::Uint16, 2),
            ("binary_format_minor_version", Type::Uint16, 0),
            ("build_epoch", Type::Uint64, 1_790_000_000),
            ("ip_version", Type::Uint16, 6),
            ("node_count", Type::Uint32, self.tree.len() as u64),
            ("record_size", Type::Uint16, 24),
        ];
        begin(Type::Map, texts.len() + numbers.len(), bytes);
        for (key, value) in texts {
            encode(&json!(key), bytes);
            encode(&value, bytes);
        }
        for (key, kind, number) in numbers {
            encode(&json!(key), bytes);
            integer(kind, number, bytes);
        }
    }

    /// Writes the file.
    ///
    /// # Panics
    /// If it cannot be written.
    pub fn write(&self, file: &Path) {
        std::fs::write(file, self.bytes()).expect("the file is written");
    }
}

/// The types of the format that these databases need.
#[derive(Clone, Copy)]
enum Type {
    Text = 2,
    Double = 3,
    Uint16 = 5,
    Uint32 = 6,
    Map = 7,
    Uint64 = 9,
    Array = 11,
}

/// Writes a value: its type and size, then itself.
fn encode(value: &Value, bytes: &mut Vec<u8>) {
    match value {
        Value::String(text) => {
            begin(Type::Text, text.len(), bytes);
            bytes.extend(text.as_bytes());
        }
        Value::Number(number) => match number.as_u64() {
            Some(number) if number <= u16::MAX.into() => integer(Type::Uint16, number, bytes),
            Some(number) => integer(Type::Uint32, number, bytes),
            None => {
                begin(Type::Double, 8, bytes);
                bytes.extend(number.as_f64().expect("it is a double").to_be_bytes());
            }
        },
        Value::Object(entries) => {
            begin(Type::Map, entries.len(), bytes);
            for (key, value) in entries {
                encode(&Value::from(key.as_str()), bytes);
                encode(value, bytes);
            }
        }
        Value::Array(values) => {
            begin(Type::Array, values.len(), bytes);
            values.iter().for_each(|value| encode(value, bytes));
        }
        Value::Null | Value::Bool(_) => panic!("no place needs that"),
    }
}

/// Writes a number that fits its type.
fn integer(kind: Type, number: u64, bytes: &mut Vec<u8>) {
    let width = match kind {
        Type::Uint16 => 2,
        Type::Uint32 => 4,
        _ => 8,
    };
    begin(kind, width, bytes);
    bytes.extend(&number.to_be_bytes()[8 - width..]);
}

/// Type and size: three and five bits of one byte, and what does not fit there behind it.
fn begin(kind: Type, size: usize, bytes: &mut Vec<u8>) {
    let kind = kind as u8;
    let (short, long) = match size {
        0..29 => (size, None),
        29..285 => (29, Some(size - 29)),
        _ => panic!("nothing here is so long"),
    };
    let fits = |number: usize| u8::try_from(number).expect("it was bounded");
    match kind {
        ..8 => bytes.push(kind << 5 | fits(short)),
        _ => bytes.extend([fits(short), kind - 7]),
    }
    bytes.extend(long.map(fits));
}
